package dev.runvar.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.profile.ProfilerChoice;
import dev.runvar.study.ProfileSettings;
import dev.runvar.study.WorkloadSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The study that a command line describes.
 *
 * @param progress null if not given, like {@code step}, {@code cycles}, {@code timeout} and {@code
 *     slots}
 */
record DiagnoseStudy(
    List<String> command,
    String progress,
    String step,
    int runs,
    Integer cycles,
    String timeout,
    Integer slots,
    List<String> work,
    Profiling profiling) {

  /** Whether runs are profiled. */
  enum Profiling {
    AUTO,
    OFF
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Arguments of a wrapper command, such as a time limit. */
  private static final Pattern NUMBER = Pattern.compile("[\\d.,:-]+[smhd]?|run");

  /** Java takes the class path after these. */
  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path", "-p");

  private static final int MOST_LETTERS = 40;

  DiagnoseStudy {
    command = List.copyOf(command);
    work = List.copyOf(work);
    if (runs < 1) {
      throw new UsageException(
          "--runs: \"%d\" is not allowed; allowed: a whole number from 1".formatted(runs));
    }
    if (progress != null && step != null) {
      throw new UsageException("--progress and --step both mark cycles; give one of the two");
    }
  }

  /** Returns a name for the study of a command, after its program: {@code diagnose-model}. */
  static String name(List<String> command) {
    String program =
        IntStream.range(0, command.size())
            .filter(i -> i == 0 || !CLASS_PATH.contains(command.get(i - 1)))
            .mapToObj(command::get)
            .filter(word -> !word.startsWith("-") && !word.contains("="))
            .map(word -> Path.of(word).getFileName())
            .filter(file -> file != null)
            .map(Path::toString)
            .filter(word -> word.matches(".*[A-Za-z0-9].*") && !NUMBER.matcher(word).matches())
            .filter(word -> !ProfilerChoice.startsAnother(word))
            .findFirst()
            .orElse("program")
            .replaceFirst("\\.[A-Za-z]{1,4}$", "")
            .replaceAll("[^A-Za-z0-9_-]+", "-");
    return "diagnose-" + program.substring(0, Math.min(MOST_LETTERS, program.length()));
  }

  /** Returns the study without a profiler; empty if the profiler is needed to mark the steps. */
  Optional<DiagnoseStudy> unprofiled() {
    return step != null
        ? Optional.empty()
        : Optional.of(
            new DiagnoseStudy(
                command, progress, null, runs, cycles, timeout, slots, work, Profiling.OFF));
  }

  /** Returns the study file. */
  String text(String name) {
    StringBuilder text = new StringBuilder("study: ").append(name).append('\n');
    if (cycles != null) {
      text.append("cycles: ").append(cycles).append('\n');
    }
    text.append("replications: ").append(runs).append('\n');
    text.append("seed: 1\nprofiler: ")
        .append(profiling.name().toLowerCase(Locale.ROOT))
        .append('\n');
    text.append("on-failure: stop-if-none-works\n");
    if (slots != null) {
      text.append("slots: ").append(slots).append('\n');
    }
    if (timeout != null) {
      text.append("timeout: ").append(quoted(timeout)).append('\n');
    }
    text.append("workload:\n  command: ").append(quoted(command)).append('\n');
    if (progress == null && profiling == Profiling.AUTO) {
      text.append("  step: ")
          .append(quoted(step == null ? ProfileSettings.KNOWN_FRAMEWORKS : step))
          .append('\n');
    }
    if (step == null && progress == null) {
      text.append("  progress: ").append(WorkloadSpec.AUTOMATIC).append('\n');
    } else if (progress != null) {
      text.append("  progress: ").append(quoted(progress)).append('\n');
    }
    List<String> counted = new ArrayList<>(work);
    if (progress == null && step == null) {
      // The gauges of the known frameworks count the work of a step.
      counted.addAll(List.of("events", "episode_steps"));
    }
    if (!counted.isEmpty()) {
      text.append("work: ").append(quoted(counted.stream().distinct().toList())).append('\n');
    }
    return text.append("experiments:\n  program: {}\n").toString();
  }

  /** Quotes a value as JSON, which is also valid YAML. */
  private static String quoted(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }
}
