package dev.runvar.exchange;

import dev.runvar.exchange.ImportRequest.Found;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Shows how the first cycles of files are read, without writing anything. */
public final class ImportPreview {

  private static final int CYCLES = 5;
  private static final int LOOKED_AT = 200;
  private static final int MOST_FILES = 5;
  private static final int MOST_NAMES = 12;
  private static final double NANOS_PER_SECOND = 1e9;

  private ImportPreview() {}

  /**
   * Returns lines for the user.
   *
   * @throws dev.runvar.study.StudyException at the first mistake in what is looked at
   */
  public static List<String> of(ImportRequest request) throws IOException {
    Findings findings = new Findings();
    List<Found> found = request.found(findings);
    List<String> lines = new ArrayList<>();
    for (Found each : found.subList(0, Math.min(MOST_FILES, found.size()))) {
      List<FirstCycles.Row> rows = new FirstCycles(LOOKED_AT).of(each.source(), findings);
      if (each.reading().columnMap().wallClock() == Clock.EACH) {
        ClockGuard guard = new ClockGuard();
        guard.begin();
        rows.forEach(row -> guard.add(row.values()));
        guard.check(rows.get(0).run(), "");
      }
      lines.add(each.file().name() + ": " + rows.get(0).run().description());
      for (FirstCycles.Row row : rows.subList(0, Math.min(CYCLES, rows.size()))) {
        lines.add("  " + shown(row.values()));
      }
    }
    if (found.size() > MOST_FILES) {
      lines.add("and %,d files more".formatted(found.size() - MOST_FILES));
    }
    findings.lines().forEach(line -> lines.add("  " + line));
    lines.add("Nothing is written yet. To import:");
    lines.add("  " + request.command(found));
    return lines;
  }

  private static String shown(CycleRow row) {
    StringBuilder line = new StringBuilder("cycle %d: ".formatted(row.longValue(Column.CYCLE)));
    line.append(row.has(Column.WALL_NANOS) ? seconds(row.longValue(Column.WALL_NANOS)) : "no time");
    if (row.has(Column.CPU_NANOS)) {
      line.append(", processor ").append(seconds(row.longValue(Column.CPU_NANOS)));
    }
    if (row.phases().size() > 0) {
      Map<String, String> phases = new TreeMap<>();
      for (int i = 0; i < row.phases().size(); i++) {
        phases.put(row.phases().name(i), seconds(row.phases().value(i)));
      }
      line.append("; phases ").append(limited(phases));
    }
    Map<String, String> gauges = new TreeMap<>();
    for (int i = 0; i < row.gauges(); i++) {
      gauges.put(row.gaugeName(i), "%.5g".formatted(row.gaugeValue(i)));
    }
    if (!gauges.isEmpty()) {
      line.append("; gauges ").append(limited(gauges));
    }
    return line.toString();
  }

  private static String limited(Map<String, String> values) {
    List<String> texts =
        new ArrayList<>(
            values.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    int more = texts.size() - MOST_NAMES;
    return String.join(", ", texts.subList(0, Math.min(MOST_NAMES, texts.size())))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6g s", nanos / NANOS_PER_SECOND);
  }
}
