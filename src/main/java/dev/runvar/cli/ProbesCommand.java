package dev.runvar.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.instrument.Finding;
import dev.runvar.instrument.HostSurvey;
import dev.runvar.profile.AsyncLibrary;
import dev.runvar.profile.PerfProfiler;
import dev.runvar.profile.ProfilerChoice;
import dev.runvar.profile.PySpyProfiler;
import dev.runvar.report.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what this host can measure; useful as the first command on a new machine. */
@Command(
    name = "probes",
    mixinStandardHelpOptions = true,
    description = "Show what this host can measure, from where, how finely and at what cost.",
    footer = {"", "Examples:", "  runvar probes", "  runvar probes --format json"})
final class ProbesCommand implements Callable<Integer> {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Spec private CommandSpec spec;
  @Mixin private FormatOption format;

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    List<Finding> findings = HostSurvey.take();
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        format.isText()
            ? text(findings) + "\n" + profilers()
            : JSON.writeValueAsString(findings) + "\n");
    out.flush();
    return ExitCode.DONE;
  }

  private static String text(List<Finding> findings) {
    TextTable measurable = new TextTable(3, "measurable", "source", "resolution", "cost");
    TextTable not = new TextTable(3, "not measurable", "source", "because");
    for (Finding finding : findings) {
      String column = finding.column();
      if (finding.isMeasurable()) {
        measurable.row(column, finding.source(), finding.resolution(), cost(finding.costNanos()));
      } else {
        not.row(column, finding.source(), finding.because());
      }
    }
    boolean all = findings.stream().allMatch(Finding::isMeasurable);
    return "Cost is of one reading, which gives all columns of its source; nothing is read for –.\n\n"
        + measurable
        + (all ? "" : "\n" + not);
  }

  /** Returns a table of profilers: whether each can work on this host, or why not. */
  private static TextTable profilers() {
    String path = System.getenv().getOrDefault("PATH", "");
    TextTable table = new TextTable(3, "profiler", "for", "available");
    table.row("python", "CPython 3.8 or newer", program("python3", path));
    table.row("jfr", "Java 11 or newer", program("java", path));
    table.row("node", "Node", program("node", path));
    table.row("async", "native programs that are linked dynamically", asyncProfiler());
    table.row(
        "py-spy",
        "Python with -I, -E or -S, and of PyInstaller",
        whyNot(PySpyProfiler.whyNot(path)));
    table.row(
        "perf", "native programs that are linked statically", whyNot(PerfProfiler.whyNot(path)));
    return table;
  }

  private static String program(String name, String path) {
    ProfilerChoice choice = ProfilerChoice.of(List.of(name), Path.of(""), path, Optional.empty());
    if (choice.profiler().isEmpty()) {
      return "no: " + choice.reason();
    }
    return ProfilerChoice.onPath(name, path).isPresent()
        ? "yes"
        : "no: there is no %s on the path".formatted(name);
  }

  private static String whyNot(Optional<String> reason) {
    return reason.map(text -> "no: " + text).orElse("yes");
  }

  private static String asyncProfiler() {
    try {
      Path directory = Files.createTempDirectory("runvar-probes-");
      try {
        Optional<Path> library = AsyncLibrary.extractedTo(directory);
        if (library.isPresent()) {
          Files.delete(library.get());
        }
        return library.isPresent()
            ? "yes"
            : "no: async-profiler has no library for this system and processor";
      } finally {
        Files.delete(directory);
      }
    } catch (IOException e) {
      return "no: " + e.getMessage();
    }
  }

  private static String cost(Double nanos) {
    if (nanos == null) {
      return "–";
    }
    return nanos < 1_000
        ? String.format(Locale.ROOT, "%.0f ns", nanos)
        : String.format(Locale.ROOT, "%.0f µs", nanos / 1e3);
  }
}
