package dev.runvar.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the files of the Python agent, one per process. It uses the samples of the process that
 * marked the cycles, else of the one that no other started, and of several the longest; and of the
 * others while that one waits.
 */
final class AgentProfile implements Profile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NANOS_PER_MICRO = 1000;
  private static final double MICROS_PER_SECOND = 1e6;

  private final Summary summary;
  private final List<Summary> others;
  private final List<ProfileNote> notes;

  private AgentProfile(Summary summary, List<Summary> others, List<ProfileNote> notes) {
    this.summary = summary;
    this.others = List.copyOf(others);
    this.notes = List.copyOf(notes);
  }

  static Profile read(Path directory, Path program) throws IOException {
    List<Summary> summaries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.rvp")) {
      for (Path file : files) {
        summaries.add(Summary.of(file, program));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (summaries.isEmpty()) {
      return Profile.none(
          new ProfileNote(
              "refused",
              "python",
              "the agent did not start: the command runs no Python, one older than 3.8, or one with -I, -E or -S"));
    }
    Set<String> processes = summaries.stream().map(one -> one.process).collect(Collectors.toSet());
    long longest = summaries.stream().mapToLong(one -> one.sampledNanos).max().orElse(0);
    Summary main =
        summaries.stream()
            .max(
                Comparator.<Summary, Boolean>comparing(one -> one.marksCycles)
                    .thenComparing(
                        one -> !processes.contains(one.parent) && 2 * one.sampledNanos >= longest)
                    .thenComparing(one -> one.sampledNanos)
                    .thenComparing(one -> one.file.toString()))
            .orElseThrow();
    List<ProfileNote> notes = new ArrayList<>(main.latestNotes.values());
    if (summaries.size() > 1) {
      notes.add(
          new ProfileNote(
              "limit",
              "processes",
              "%d Python processes ran; the profile is of one of them, and of what the others did while it waited for them"
                  .formatted(summaries.size())));
    }
    if (main.mostThreads > 1) {
      notes.add(
          new ProfileNote(
              "limit",
              "threads",
              "up to %d threads ran; the profile is of the main thread, and of what the others did while it waited for them"
                  .formatted(main.mostThreads)));
    }
    return new AgentProfile(
        main,
        summaries.stream()
            .filter(summary -> summary != main)
            .sorted(Comparator.comparing(summary -> summary.file.toString()))
            .toList(),
        notes);
  }

  @Override
  public Iterator<Sample> samples() throws IOException {
    return new DelegatedWork(summary.lines(summary.script), summary.script, others);
  }

  @Override
  public long sampleCount() {
    return summary.samples;
  }

  @Override
  public List<ProfileNote> notes() {
    return notes;
  }

  @Override
  public List<Census> censuses() {
    return List.copyOf(summary.censuses);
  }

  @Override
  public OptionalDouble costShare() {
    long elapsedMicros = summary.costAtMicros - summary.beganMicros;
    return summary.costAtMicros == 0 || elapsedMicros <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) summary.costMicros / elapsedMicros);
  }

  @Override
  public int mostThreads() {
    return summary.mostThreads;
  }

  /** The summary of one process, after one pass over its file. */
  private static final class Summary implements DelegatedWork.Helper {

    private final Path file;
    private final Path program;
    private final Map<String, ProfileNote> latestNotes = new LinkedHashMap<>();
    private final List<Census> censuses = new ArrayList<>();
    private String process = "";
    private String parent = "";
    private String script = "";
    private boolean marksCycles;
    private long samples;
    private long sampledNanos;
    private long beganMicros;
    private long costAtMicros;
    private long costMicros;
    private int mostThreads = 1;

    private Summary(Path file, Path program) {
      this.file = file;
      this.program = program;
    }

    static Summary of(Path file, Path program) throws IOException {
      Summary summary = new Summary(file, program);
      try (AgentLines lines = new AgentLines(file, program, "", summary::line)) {
        lines.forEachRemaining(summary::add);
      }
      return summary;
    }

    private void add(Sample sample) {
      samples++;
      sampledNanos += sample.weightNanos();
      Frame outermost = sample.stack().get(sample.stack().size() - 1);
      if (script.isEmpty() && outermost.functionId().isTopLevel() && outermost.isUserCode()) {
        script = outermost.file();
      }
    }

    @Override
    public long beganMicros() {
      return beganMicros;
    }

    @Override
    public AgentLines lines(String mainScript) throws IOException {
      return new AgentLines(file, program, mainScript, fields -> {});
    }

    private void line(String[] fields) {
      switch (fields[0]) {
        case "H" -> {
          process = fields[2];
          parent = fields[3];
          if (beganMicros == 0) {
            beganMicros = Long.parseLong(fields[4]);
          }
        }
        case "M" -> note(fields);
        case "T" -> mostThreads = Math.max(mostThreads, Integer.parseInt(fields[2]));
        case "E" -> {
          costAtMicros = Long.parseLong(fields[1]);
          costMicros = Long.parseLong(fields[3]);
          mostThreads = Math.max(mostThreads, Integer.parseInt(fields[5]));
        }
        case "C" -> census(fields);
        case "P" -> period(fields);
        default -> {
          // The line is from a later version of the agent, or not needed here.
        }
      }
    }

    /**
     * Keeps the latest note on a subject, because a step that is not found at first may be used
     * later.
     */
    private void note(String[] fields) {
      ProfileNote note =
          new ProfileNote(
              fields[2], AgentLines.unescaped(fields[3]), AgentLines.unescaped(fields[4]));
      marksCycles |= note.status().equals("used");
      latestNotes.remove(note.subject());
      latestNotes.put(note.subject(), note);
    }

    /**
     * Notes a lower sampling rate if cost is the reason; a lower rate late in a long run is
     * expected.
     */
    private void period(String[] fields) {
      if (fields[3].equals("cost")) {
        latestNotes.put(
            "rate",
            new ProfileNote(
                "limit",
                "rate",
                "samples cost more than 5 %% of the time, so their rate was lowered to %d per second"
                    .formatted(Math.round(MICROS_PER_SECOND / Double.parseDouble(fields[2])))));
      }
    }

    private void census(String[] fields) {
      try {
        Map<String, Long> types = new TreeMap<>();
        JSON.readTree(fields[5])
            .properties()
            .forEach(type -> types.put(type.getKey(), type.getValue().asLong()));
        List<Census.Container> containers = new ArrayList<>();
        for (JsonNode container : JSON.readTree(fields[6])) {
          containers.add(
              new Census.Container(
                  container.get(1).asText(), container.get(2).asLong(), container.get(3).asText()));
        }
        censuses.add(
            new Census(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]) * NANOS_PER_MICRO,
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                types,
                containers));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("a census that was cut off", e);
      }
    }
  }
}
