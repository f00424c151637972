package dev.runvar.exchange;

import dev.runvar.exchange.ColumnMap.Source;
import dev.runvar.study.Place;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TimeLimits;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Makes runs of the rows of one table: a run ends where the next row is of another one. */
public final class TableRuns {

  private static final double TOO_LARGE = 0x1p63;

  /** The analysis leaves larger values out, because their powers are beyond what a double holds. */
  private static final double LARGEST_READING = 1e60;

  private final List<String> names;
  private final List<Source> sources;

  /** Where the cells stand that tell a run from others, and those with the row's statistics. */
  private final int[] identityColumns;

  private final int[] figureColumns;

  /** Where the number of the cycle stands, -1 in a table without. */
  private final int cycleColumn;

  private final boolean[] passedOver;
  private final RunNamer namer;
  private final RunSink sink;
  private final Findings findings;
  private final CycleRow row = new CycleRow();
  private final Set<List<String>> seen = new HashSet<>();
  private String[] current;
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
  public TableRuns(
      Place header,
      List<String> names,
      ColumnMap map,
      RunNamer namer,
      RunSink sink,
      Findings findings) {
    this.names = List.copyOf(names);
    sources = map.sources(header, names);
    cycleColumn = columns(target -> target.column() == Column.CYCLE).findFirst().orElse(-1);
    identityColumns = columns(Target::identifiesRun).toArray();
    figureColumns = columns(t -> !t.identifiesRun() && t.column() != Column.CYCLE).toArray();
    passedOver = new boolean[names.size()];
    this.namer = namer;
    this.sink = sink;
    this.findings = findings;
    if (columns(target -> target.column() == Column.WALL_NANOS).findFirst().isEmpty()) {
      throw header.error(
          "no column wall_nanos among %s; allowed: a column of this name, or --map wall_nanos=THEIRS:UNIT"
              .formatted(names));
    }
  }

  private IntStream columns(Predicate<Target> kind) {
    return IntStream.range(0, sources.size())
        .filter(i -> sources.get(i) != null && kind.test(sources.get(i).target()));
  }

  /** Takes the next row: a cell for each column. */
  public void row(Place place, List<Cell> cells) throws IOException {
    if (!isOfCurrentRun(cells)) {
      end();
      current = identity(cells);
      if (!seen.add(List.of(current))) {
        throw place.error(
            "the run %s goes on after another one; allowed: the rows of a run one after the other"
                .formatted(List.of(current)));
      }
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

  /** Takes the end of the table; refuses one without a statistic. */
  public void finish(Place header) throws IOException {
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

  private boolean isOfCurrentRun(List<Cell> cells) {
    if (current == null) {
      return false;
    }
    for (int i = 0; i < current.length; i++) {
      Cell cell = cells.get(identityColumns[i]);
      boolean same = cell.isEmpty() ? current[i].isEmpty() : cell.hasText(current[i]);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private String[] identity(List<Cell> cells) {
    return Arrays.stream(identityColumns)
        .mapToObj(cells::get)
        .map(cell -> cell.isEmpty() ? "" : cell.text())
        .toArray(String[]::new);
  }

  private long cycle(Place place, List<Cell> cells) {
    if (cycleColumn < 0) {
      return rowsOfRun;
    }
    String name = names.get(cycleColumn);
    long cycle = cells.get(cycleColumn).whole(place, name);
    if (cycle <= lastCycle) {
      throw place.notAllowed(
          name, String.valueOf(cycle), "more than the cycle before, " + lastCycle);
    }
    lastCycle = cycle;
    return cycle;
  }

  /** Fills the row and returns whether there was any statistic. */
  private boolean figures(Place place, List<Cell> cells) {
    boolean any = false;
    for (int i : figureColumns) {
      Cell cell = cells.get(i);
      if (!cell.isEmpty()) {
        any |= figure(place, i, cell);
      }
    }
    return any;
  }

  private boolean figure(Place place, int index, Cell cell) {
    String name = names.get(index);
    Source source = sources.get(index);
    Target target = source.target();
    if (target.counts() && source.factor() == 1 && cell.isWhole()) {
      count(target, cell.whole());
      return true;
    }
    double number = cell.number();
    if (Double.isNaN(number)) {
      if (target.role() != Target.Role.GAUGE) {
        throw place.notAllowed(name, cell.shown(), "a number, or nothing");
      }
      if (!passedOver[index]) {
        passedOver[index] = true;
        findings.passedOver(name);
      }
      return false;
    }
    double value = source.factor() * number;
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
