package dev.runvar.exchange;

import dev.runvar.exchange.ColumnMap.Source;
import dev.runvar.study.Place;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TimeLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes runs of the rows of one table: a run ends where the next row is of another one. */
final class TableRuns {

  private static final double TOO_LARGE = 0x1p63;

  /** The analysis leaves larger values out, because their powers are beyond what a double holds. */
  private static final double LARGEST_READING = 1e60;

  private final List<String> names;
  private final List<Source> sources;
  private final boolean numbered;
  private final RunNamer namer;
  private final RunSink sink;
  private final Findings findings;
  private final CycleRow row = new CycleRow();
  private final Set<List<String>> seen = new HashSet<>();
  private List<String> current;
  private boolean begun;
  private TimeLimits times = new TimeLimits();
  private long lastCycle;
  private long rowsOfRun;
  private long runs;

  /**
   * Runs of a table with these columns.
   *
   * @param header where the columns' names stand
   */
  TableRuns(
      Place header,
      List<String> names,
      ColumnMap map,
      RunNamer namer,
      RunSink sink,
      Findings findings) {
    this.names = List.copyOf(names);
    sources = map.sources(header, names);
    numbered = has(Column.CYCLE);
    this.namer = namer;
    this.sink = sink;
    this.findings = findings;
    if (!has(Column.WALL_NANOS)) {
      throw header.error(
          "no column wall_nanos among %s; allowed: a column of this name, or --map wall_nanos=THEIRS:UNIT"
              .formatted(names));
    }
  }

  private boolean has(Column column) {
    return sources.stream().anyMatch(s -> s != null && s.target().column() == column);
  }

  /** Takes the next row: a cell for each column. */
  void row(Place place, List<Cell> cells) throws IOException {
    List<String> identity = identity(cells);
    if (!identity.equals(current)) {
      end();
      if (!seen.add(identity)) {
        throw place.error(
            "the run %s goes on after another one; allowed: the rows of a run one after the other"
                .formatted(identity));
      }
      current = identity;
      lastCycle = -1;
      rowsOfRun = 0;
      times = new TimeLimits();
    }
    row.clear();
    row.set(Column.CYCLE, cycle(place, cells));
    rowsOfRun++;
    if (!figures(place, cells)) {
      findings.emptyRow();
      return;
    }
    times.add(row).ifPresent(wrong -> refuse(place, wrong));
    if (!row.has(Column.WALL_NANOS)) {
      findings.rowWithoutWallTime();
    }
    if (!begun) {
      sink.begin(namer.run(place, sources, cells));
      begun = true;
      runs++;
    }
    sink.cycle(row);
  }

  private static void refuse(Place place, String wrong) {
    throw place.error(wrong + "; allowed: shorter times");
  }

  /** Takes the end of the table; refuses one without a figure. */
  void finish(Place header) throws IOException {
    end();
    if (runs == 0) {
      throw header.error("no row with a figure; allowed: a row for each cycle");
    }
  }

  private void end() throws IOException {
    if (begun) {
      sink.end(RunEnd.SILENT);
    }
    begun = false;
  }

  private List<String> identity(List<Cell> cells) {
    List<String> identity = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (sources.get(i) != null && sources.get(i).target().identifiesRun()) {
        identity.add(cells.get(i).isEmpty() ? "" : cells.get(i).text());
      }
    }
    return identity;
  }

  private long cycle(Place place, List<Cell> cells) {
    if (!numbered) {
      return rowsOfRun;
    }
    for (int i = 0; i < cells.size(); i++) {
      if (sources.get(i) != null && sources.get(i).target().column() == Column.CYCLE) {
        long cycle = cells.get(i).whole(place, names.get(i));
        if (cycle <= lastCycle) {
          throw place.notAllowed(
              names.get(i), String.valueOf(cycle), "more than the cycle before, " + lastCycle);
        }
        lastCycle = cycle;
      }
    }
    return lastCycle;
  }

  /** Fills the row and returns whether there was any figure. */
  private boolean figures(Place place, List<Cell> cells) {
    boolean any = false;
    for (int i = 0; i < cells.size(); i++) {
      Source source = sources.get(i);
      if (source == null || cells.get(i).isEmpty()) {
        continue;
      }
      Target target = source.target();
      if (!target.identifiesRun() && target.column() != Column.CYCLE) {
        any |= figure(place, names.get(i), source, cells.get(i));
      }
    }
    return any;
  }

  private boolean figure(Place place, String name, Source source, Cell cell) {
    Target target = source.target();
    if (target.counts() && source.factor() == 1 && cell.isWhole()) {
      count(target, Long.parseLong(cell.text()));
      return true;
    }
    OptionalDouble number = cell.number();
    if (number.isEmpty()) {
      if (target.role() != Target.Role.GAUGE) {
        throw place.notAllowed(name, cell.shown(), "a number, or nothing");
      }
      findings.passedOver(name);
      return false;
    }
    double value = source.factor() * number.getAsDouble();
    boolean time = target.unit() == Column.Unit.NANOSECONDS;
    if (time && Double.isFinite(value) && value > TimeLimits.LONGEST_NANOS) {
      refuse(place, name + " is more than 2^53 ns, which are 104 days");
    }
    if (!isPossible(target, value)) {
      findings.impossibleFigure();
      return false;
    }
    set(target, value);
    return true;
  }

  private static boolean isPossible(Target target, double value) {
    return target.counts() ? value >= 0 && value < TOO_LARGE : Math.abs(value) <= LARGEST_READING;
  }

  private void count(Target target, long value) {
    if (target.role() == Target.Role.PHASE) {
      row.phases().add(target.name(), value);
    } else {
      row.set(target.column(), value);
    }
  }

  private void set(Target target, double value) {
    switch (target.role()) {
      case COLUMN -> row.set(target.column(), value);
      case PHASE -> row.phases().add(target.name(), Math.round(value));
      default -> row.addGauge(target.name(), value);
    }
  }
}
