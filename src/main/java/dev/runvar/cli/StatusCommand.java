package dev.runvar.cli;

import dev.runvar.report.text.TextTable;
import dev.runvar.store.RunMarker;
import dev.runvar.store.StudyStatus;
import dev.runvar.store.StudyStatus.Count;
import dev.runvar.store.StudyStore;
import dev.runvar.store.StudyWatch;
import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.study.Plan;
import dev.runvar.study.Study;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the progress of a study from its workspace, also from another terminal or machine. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show what is done, under way, failed and left of a study.",
    footer = {
      "",
      "Examples:",
      "  runvar status quick",
      "  runvar status quick --workspace /data/studies --format json"
    })
final class StatusCommand implements Callable<Integer> {

  private static final int SHOWN = 10;

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private FormatOption format;

  @Override
  public Integer call() {
    Study study = options.study();
    StudyStore store = options.existingStore(study);
    long now = System.currentTimeMillis();
    // Read markers first. A run that ends in between then has its record, and does not count as
    // missing.
    List<RunMarker> markers = store.markers();
    StudyWatch watch = StudyWatch.ofAll(store);
    List<Ended> ended = watch.ended();
    Map<String, String> unreadable = new TreeMap<>(watch.unreadable());
    // Leave out runs of which another attempt can be read.
    ended.forEach(end -> unreadable.remove(end.runId()));
    unreadable.values().stream()
        .limit(SHOWN)
        .forEach(line -> spec.commandLine().getErr().println(study.name() + ": " + line));
    StudyStatus status = StudyStatus.of(study.name(), Plan.of(study), ended, markers, now);
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.isText() ? text(status, store.versions(), now) : status.toJson());
    out.flush();
    return status.all().failed() > 0 || !unreadable.isEmpty()
        ? ExitCode.SOME_RUNS_FAILED
        : ExitCode.DONE;
  }

  private static String text(StudyStatus status, List<String> versions, long now) {
    Count all = status.all();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %d of %d runs are OK, %d failed, %d running, %d missing%n"
            .formatted(
                status.study(),
                all.ok(),
                all.planned(),
                all.failed(),
                all.running(),
                all.missing()));
    text.append(
        all.secondsLeft() == null
            ? all.running() == 0 ? "Nothing is running.\n" : "No run has ended in the last hour.\n"
            : "About %s left, at %s runs an hour.%n"
                .formatted(left(all.secondsLeft()), rate(all.runsPerHour())));
    TextTable table =
        new TextTable(
            1, "experiment", "planned", "OK", "failed", "running", "missing", "runs/h", "left");
    status.experiments().forEach(count -> row(table, count));
    text.append('\n').append(table);
    running(text, status.running(), now);
    failures(text, status.failures());
    if (!versions.isEmpty()) {
      text.append("%nVersions: %s%n".formatted(String.join(", ", versions)));
    }
    return text.toString();
  }

  private static void row(TextTable table, Count count) {
    table.row(
        count.experiment(),
        String.valueOf(count.planned()),
        String.valueOf(count.ok()),
        String.valueOf(count.failed()),
        String.valueOf(count.running()),
        String.valueOf(count.missing()),
        count.runsPerHour() == null ? "–" : rate(count.runsPerHour()),
        count.secondsLeft() == null ? "–" : left(count.secondsLeft()));
  }

  private static void running(StringBuilder text, List<RunMarker> running, long now) {
    if (running.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(3, "running", "experiment", "host", "cycle", "of", "since");
    running.stream()
        .limit(SHOWN)
        .forEach(
            run ->
                table.row(
                    run.runId(),
                    run.experiment(),
                    run.host(),
                    String.valueOf(run.cycles()),
                    String.valueOf(run.cyclesPlanned()),
                    left((now - run.startedUnixMillis()) / 1000)));
    text.append('\n').append(table).append(more(running.size()));
  }

  private static void failures(StringBuilder text, List<Ended> failures) {
    if (failures.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(4, "failed", "experiment", "outcome", "message");
    failures.stream()
        .limit(SHOWN)
        .forEach(
            run -> table.row(run.runId(), run.experiment(), run.outcome().name(), run.message()));
    text.append('\n').append(table).append(more(failures.size()));
  }

  private static String more(int rows) {
    return rows > SHOWN ? "  and %d more%n".formatted(rows - SHOWN) : "";
  }

  private static String left(long seconds) {
    return Progress.time(Duration.ofSeconds(seconds).toNanos());
  }

  private static String rate(double runsPerHour) {
    return String.format(Locale.ROOT, runsPerHour < 10 ? "%.1f" : "%,.0f", runsPerHour);
  }
}
