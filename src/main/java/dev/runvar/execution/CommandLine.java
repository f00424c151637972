package dev.runvar.execution;

import dev.runvar.instrument.Probe;
import dev.runvar.program.Model;
import dev.runvar.program.Models;
import dev.runvar.program.RunEnvironment;
import dev.runvar.study.RunLimits;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.WorkloadSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command of a run's process, and the environment that its workload reads. */
final class CommandLine {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9_]*)\\}");
  private static final long DEFAULT_HEAP_BYTES = 512L << 20;

  /** Linux takes 128 KiB with the name of a variable, and about 2 MiB for all of them. */
  static final int MOST_VALUE_BYTES = 120_000;

  static final int MOST_BYTES = 1_000_000;

  /** The launcher names a class archive that runs start faster with, or that one is to make. */
  private static final String ARCHIVE = System.getProperty("runvar.run.archive");

  private static final String ARCHIVE_TO_MAKE = System.getProperty("runvar.run.archive-to-make");

  private CommandLine() {}

  /**
   * Returns the command: our JVM for the built-in workload, else the user's, filled in.
   *
   * @param copy where the private copy of the program is
   */
  static List<String> of(WorkloadSpec workload, RunLimits limits, Attempt attempt, Path copy) {
    if (workload.builtIn()) {
      Long limit = limits.memoryBytes();
      return ownCommand(limit == null ? DEFAULT_HEAP_BYTES : limit, gcLog(attempt));
    }
    return filled(workload.program().commandIn(copy), attempt.spec());
  }

  private static List<String> filled(List<String> command, RunSpec spec) {
    Map<String, String> values = new TreeMap<>(spec.parameters());
    values.put("seed", String.valueOf(spec.seed()));
    if (spec.cycles() != Study.OWN_CYCLES) {
      values.put("cycles", String.valueOf(spec.cycles()));
    }
    return command.stream().map(argument -> fill(argument, values)).toList();
  }

  /** Returns why no process can be started with the values of a run, if that is so. */
  static Optional<String> problem(WorkloadSpec workload, RunSpec spec) {
    long all = 0;
    for (String argument : filled(workload.command(), spec)) {
      long bytes = argument.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_VALUE_BYTES) {
        return Optional.of("an argument of %,d bytes".formatted(bytes));
      }
      all += bytes;
    }
    for (Map.Entry<String, String> parameter : spec.parameters().entrySet()) {
      long bytes = parameter.getValue().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_VALUE_BYTES) {
        return Optional.of("%s with %,d bytes".formatted(parameter.getKey(), bytes));
      }
      all += bytes;
    }
    return all > MOST_BYTES
        ? Optional.of("arguments and parameters of %,d bytes".formatted(all))
        : Optional.empty();
  }

  static Map<String, String> environment(WorkloadSpec workload, Attempt attempt, Path telemetry)
      throws IOException {
    RunSpec spec = attempt.spec();
    Map<String, String> environment = new TreeMap<>();
    environment.put("RUNVAR_RUN_ID", spec.runId());
    environment.put("RUNVAR_SEED", String.valueOf(spec.seed()));
    if (spec.cycles() != Study.OWN_CYCLES) {
      environment.put("RUNVAR_CYCLES", String.valueOf(spec.cycles()));
    }
    if (workload.progress() != null) {
      environment.putAll(LineBuffering.environment(System.getenv(), attempt.scratch()));
    }
    environment.put("RUNVAR_SCRATCH", attempt.scratch().toString());
    environment.put("RUNVAR_TELEMETRY", telemetry.toString());
    spec.parameters()
        .forEach(
            (name, value) ->
                environment.put(
                    RunEnvironment.PARAMETER_PREFIX + name.toUpperCase(Locale.ROOT), value));
    return environment;
  }

  /** Returns the file that our own JVM logs its collections to. */
  static Path gcLog(Attempt attempt) {
    return attempt.scratch().resolve("gc.log");
  }

  private static List<String> ownCommand(long heapBytes, Path gcLog) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapBytes);
    // One thread collects, in the open: a parallel collector would hide its cost on another core.
    command.add("-XX:+UseSerialGC");
    command.add(Probe.collectionsOption(gcLog));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:-UsePerfData");
    command.add("-Dslf4j.internal.verbosity=ERROR");
    if (ARCHIVE_TO_MAKE != null) {
      command.add("-XX:ArchiveClassesAtExit=" + ARCHIVE_TO_MAKE);
    } else if (ARCHIVE != null) {
      command.add("-XX:SharedArchiveFile=" + ARCHIVE);
    }
    command.add("-cp");
    Model model = Models.builtIn();
    command.add(model.classPath());
    command.add(model.mainClass().getName());
    return command;
  }

  /** Fills the known placeholders in; other braces are the user's own. */
  private static String fill(String argument, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(argument)
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }
}
