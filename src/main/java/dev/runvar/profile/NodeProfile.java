package dev.runvar.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Profiles of V8 as the agent in Node writes them, in parts.
 *
 * <p>A sample of V8 stands for the time until the next one.
 */
final class NodeProfile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NANOS_PER_MICRO = 1000;

  /**
   * The pseudo-function that is left out of stacks. Waiting stays in, because it is part of a
   * cycle.
   */
  private static final String ROOT = "(root)";

  private NodeProfile() {}

  static Profile read(Path directory, Path program) throws IOException {
    Map<String, List<Sample>> samplesOfProcess = new TreeMap<>();
    List<ProfileNote> notes = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".cpuprofile")) {
          String pid = name.substring(0, name.indexOf('-'));
          try {
            samplesOfProcess
                .computeIfAbsent(pid, added -> new ArrayList<>())
                .addAll(samples(JSON.readTree(file.toFile()), program));
          } catch (JsonProcessingException e) {
            notes.add(new ProfileNote("error", name, "not a profile: " + e.getOriginalMessage()));
          }
        } else if (name.endsWith(".node-error")) {
          notes.add(new ProfileNote("error", "agent", Files.readString(file).strip()));
        }
      }
    }
    List<Sample> most = List.of();
    for (List<Sample> one : samplesOfProcess.values()) {
      most = one.size() > most.size() ? one : most;
    }
    if (most.isEmpty()) {
      notes.add(
          new ProfileNote(
              "refused", "samples", "no profile was written; Node writes it when a program exits"));
    }
    return new SampleList(most, notes, 0);
  }

  private static List<Sample> samples(JsonNode profile, Path program) {
    Map<Integer, JsonNode> nodes = new HashMap<>();
    Map<Integer, Integer> parents = new HashMap<>();
    for (JsonNode node : profile.path("nodes")) {
      int id = node.path("id").asInt();
      nodes.put(id, node);
      node.path("children").forEach(child -> parents.put(child.asInt(), id));
    }
    Map<Integer, List<Frame>> stacks = new HashMap<>();
    long offset = profile.path("runvarUnixOffsetMicros").asLong();
    long micros = profile.path("startTime").asLong();
    JsonNode ids = profile.path("samples");
    JsonNode deltas = profile.path("timeDeltas");
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      micros += deltas.path(i).asLong();
      long after =
          i + 1 < ids.size()
              ? deltas.path(i + 1).asLong()
              : profile.path("endTime").asLong() - micros;
      int id = ids.path(i).asInt();
      List<Frame> stack =
          stacks.computeIfAbsent(id, added -> stack(added, nodes, parents, program));
      if (!stack.isEmpty() && after > 0) {
        samples.add(new Sample(micros + after + offset, after * NANOS_PER_MICRO, stack));
      }
    }
    return samples;
  }

  private static List<Frame> stack(
      int end, Map<Integer, JsonNode> nodes, Map<Integer, Integer> parents, Path program) {
    List<Frame> stack = new ArrayList<>();
    for (Integer id = end; id != null; id = parents.get(id)) {
      JsonNode call = nodes.get(id).path("callFrame");
      String name = call.path("functionName").asText();
      if (!name.equals(ROOT)) {
        String file = file(call.path("url").asText());
        // V8 counts lines from zero; code outside files has −1.
        int first = Math.max(0, call.path("lineNumber").asInt() + 1);
        stack.add(
            new Frame(
                UserCode.relative(file, program),
                name.isEmpty() ? "(anonymous)" : name,
                first,
                id == end ? mostSampledLine(nodes.get(id), first) : first,
                UserCode.isNode(file)));
      }
    }
    return stack;
  }

  /**
   * Returns the line with the most samples. V8 gives lines only for the innermost call, summed over
   * samples.
   */
  private static int mostSampledLine(JsonNode node, int otherwise) {
    int line = otherwise;
    int most = 0;
    for (JsonNode ticks : node.path("positionTicks")) {
      if (ticks.path("ticks").asInt() > most) {
        most = ticks.path("ticks").asInt();
        line = ticks.path("line").asInt();
      }
    }
    return line;
  }

  private static String file(String url) {
    return url.startsWith("file:") ? Path.of(URI.create(url)).toString() : url;
  }
}
