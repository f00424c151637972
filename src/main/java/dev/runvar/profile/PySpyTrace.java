package dev.runvar.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.profile.PartRecorder.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads traces of py-spy in Chrome's format.
 *
 * <p>py-spy writes an event when a stack changes, in microseconds since the recorder began. A stack
 * lasts until the next event, and is split into as many samples as were taken.
 */
final class PySpyTrace {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NANOS_PER_MICRO = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** The frame that py-spy puts around stacks if there are several processes. */
  private static final String PROCESS = "process ";

  /** The outermost function of threads that the program starts. */
  private static final String THREAD_START = "_bootstrap";

  private final Path program;
  private final Map<String, List<Sample>> samplesOfThread = new TreeMap<>();
  private final Map<String, Boolean> isMain = new HashMap<>();

  private PySpyTrace(Path program) {
    this.program = program;
  }

  static Profile read(Path directory, Path program) throws IOException {
    PySpyTrace trace = new PySpyTrace(program);
    for (Part part : PartRecorder.parts(directory)) {
      // A missing part means that the process had already ended.
      if (Files.exists(part.file()) && Files.size(part.file()) > 0) {
        trace.add(part);
      }
    }
    return trace.profile(directory);
  }

  private Profile profile(Path directory) throws IOException {
    List<Sample> best = List.of();
    boolean bestIsMain = false;
    for (Map.Entry<String, List<Sample>> one : samplesOfThread.entrySet()) {
      boolean main = isMain.get(one.getKey());
      if (main == bestIsMain ? one.getValue().size() > best.size() : main) {
        best = one.getValue();
        bestIsMain = main;
      }
    }
    return best.isEmpty()
        ? PartRecorder.nothing(directory, "py-spy")
        : new SampleList(best, List.of(), samplesOfThread.size());
  }

  private void add(Part part) throws IOException {
    Map<String, Deque<Frame>> stacks = new HashMap<>();
    Map<String, Long> since = new HashMap<>();
    for (JsonNode event : JSON.readTree(part.file().toFile())) {
      String thread = event.path("pid").asText() + "/" + event.path("tid").asText();
      long micros = event.path("ts").asLong();
      Deque<Frame> stack = stacks.computeIfAbsent(thread, added -> new ArrayDeque<>());
      Long before = since.put(thread, micros);
      if (before != null && micros > before && !stack.isEmpty()) {
        hold(part, thread, List.copyOf(stack), before, micros);
      }
      String name = event.path("name").asText();
      if (name.startsWith(PROCESS)) {
        continue;
      }
      if (event.path("ph").asText().equals("B")) {
        stack.push(frame(name, event.path("args")));
      } else if (!stack.isEmpty()) {
        stack.pop();
      }
    }
  }

  private Frame frame(String name, JsonNode place) {
    String file = place.path("filename").asText();
    return new Frame(
        UserCode.relative(file, program),
        name,
        0,
        Math.max(0, place.path("line").asInt()),
        UserCode.isPython(file));
  }

  private void hold(Part part, String thread, List<Frame> stack, long from, long to) {
    isMain.merge(
        thread,
        !stack.get(stack.size() - 1).function().startsWith(THREAD_START),
        (one, other) -> one && other);
    List<Sample> samples = samplesOfThread.computeIfAbsent(thread, added -> new ArrayList<>());
    long pieces =
        Math.max(1, Math.round((to - from) * part.rateHertz() / (double) MICROS_PER_SECOND));
    for (long i = 0; i < pieces; i++) {
      long begin = from + (to - from) * i / pieces;
      long end = from + (to - from) * (i + 1) / pieces;
      samples.add(new Sample(part.beginUnixMicros() + end, (end - begin) * NANOS_PER_MICRO, stack));
    }
  }
}
