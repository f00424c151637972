package dev.runvar.exchange;

import dev.runvar.exchange.Findings.Kind;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TimeLimits;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Groups rows into runs. A run ends where the next row belongs to another run, or where the file
 * marks an end.
 *
 * <p>The rows may come from several files, each with its own columns.
 */
public final class TableRuns {

  /** The gauge with the number of steps that a row covers; times are per step. */
  static final String STEPS = "cycle_steps";

  /**
   * The gauge that numbers the parts of a run whose clock was restarted; absent in the first part.
   */
  private static final String PART = "run_part";

  /**
   * The first row of a run covers all steps so far, unless these exceed the steps of so many rows.
   */
  private static final double ROWS_AT_THE_BEGIN = 10;

  private static final double LARGEST_WHOLE = 1e15;
  private static final double MOST_REPEATED = 0.5;

  private final RowRules rules;
  private final RunNamer namer;
  private final RunSink sink;
  private final Findings findings;

  private FileColumns file;
  private Figure[] figures = {};

  // The state of the current run.
  private final Map<Target, ClockReading> readings = new HashMap<>();
  private final CycleRow row = new CycleRow();
  private final CycleRow held = new CycleRow();
  private final Set<List<String>> seen = new HashSet<>();
  private final Set<String> passedOver = new HashSet<>();
  private final ClockGuard guard = new ClockGuard();
  private List<String> current;
  private ImportedRun run;
  private Place runBegin;
  private int partOfFile;
  private TimeLimits times = new TimeLimits();
  private long firstNumber;
  private long previousNumber;
  private long lastNumber;
  private long rowsOfRun;
  private long repeatedOfRun;
  private int partOfRun;
  private double lastPer;
  private boolean isBegun;
  private boolean isHeld;
  private double heldPer;
  private long runs;
  private long timedCycles;
  private final PhaseExcess phases = new PhaseExcess();

  TableRuns(RowRules rules, RunNamer namer, RunSink sink, Findings findings) {
    this.rules = rules;
    this.namer = namer;
    this.sink = sink;
    this.findings = findings;
    file = FileColumns.none(rules);
  }

  /** Creates the runs of a table with these columns; the supplier names the run of the rows. */
  public static TableRuns of(
      Place header,
      List<String> names,
      ColumnMap map,
      Supplier<ImportedRun> run,
      RunSink sink,
      Findings findings) {
    TableRuns runs =
        new TableRuns(RowRules.of(map), (place, columns, row) -> run.get(), sink, findings);
    runs.columns(header, names, List.of(), ColumnMap.Columns.FIXED);
    return runs;
  }

  /**
   * Sets the columns of the rows that follow.
   *
   * @param header where their names stand
   * @param units of the columns; empty if the file does not give them
   */
  void columns(Place header, List<String> names, List<String> units, ColumnMap.Columns columns) {
    file = new FileColumns(rules, header, names, units, columns);
    figures = file.figures(findings, readings);
    if (file.wall() == null && !file.mayGrow()) {
      throw file.noWallTime(header);
    }
  }

  /** Takes the next row: a cell for each column. */
  public void row(Place place, List<Cell> cells) throws IOException {
    if (run == null || !file.identifies(current, cells)) {
      end();
      current = file.identity(cells);
      if (!current.isEmpty() && !seen.add(current)) {
        throw place.error(
            "the run %s goes on after another one; put the rows of a run one after the other"
                .formatted(current));
      }
      begin(place, cells);
    }
    OptionalLong number = number(place, cells);
    if (number.isEmpty()) {
      findings.count(Kind.NO_NUMBER);
      return;
    }
    boolean any = read(place, cells);
    if (lastNumber >= 0 && number.getAsLong() <= lastNumber) {
      if (beginsAgain(number.getAsLong())) {
        findings.count(Kind.BEGAN_AGAIN);
        beginRun();
        row(place, cells);
        return;
      }
      if (file.identifiesRuns() && rules.per().isEmpty() && !file.hasClock()) {
        throw place.notAllowed(
            "cycle",
            String.valueOf(number.getAsLong()),
            "more than the cycle before, " + lastNumber);
      }
      previousNumber = number.getAsLong();
      lastPer = file.countsSoFar() ? cells.get(file.per()).number() : lastPer;
      repeatedOfRun++;
      findings.count(Kind.REPEATED);
      return;
    }
    previousNumber = number.getAsLong();
    firstNumber = lastNumber < 0 ? previousNumber : firstNumber;
    lastNumber = previousNumber;
    rowsOfRun++;
    if (!any) {
      findings.count(Kind.EMPTY);
      return;
    }
    row.clear();
    row.set(Column.CYCLE, lastNumber);
    fill(place, steps(place, cells));
  }

  /** Marks the next row as the first of another file of the same run. */
  void beginPart() {
    partOfRun++;
  }

  /** Marks the next row as the first of a run. */
  void beginRun() throws IOException {
    end();
    run = null;
  }

  private boolean beginsAgain(long number) {
    return !file.identifiesRuns()
        && rules.joining() == RowRules.Joining.APART
        && number <= firstNumber
        && number < previousNumber;
  }

  private void begin(Place place, List<Cell> cells) {
    run = namer.run(place, file.identity(), cells);
    runBegin = place;
    partOfFile++;
    if (!file.identifiesRuns() && partOfFile > 1 && run.seed() != null && run.run().isEmpty()) {
      run =
          new ImportedRun(
              place, run.experiment(), run.parameters(), run.seed(), Integer.toString(partOfFile));
    }
    isBegun = false;
    lastNumber = -1;
    previousNumber = -1;
    rowsOfRun = 0;
    repeatedOfRun = 0;
    partOfRun = 1;
    lastPer = Double.NaN;
    isHeld = false;
    times = new TimeLimits();
    guard.begin();
    readings.values().forEach(ClockReading::begin);
  }

  private static void refuse(Place place, String wrong) {
    throw place.error(wrong + "; allowed: shorter times");
  }

  /** Takes the end of the last file; refuses files without a statistic. */
  public void finish(Place header) throws IOException {
    end();
    if (file.wall() == null) {
      throw file.noWallTime(header);
    }
    if (runs == 0) {
      throw header.error("no row with a figure; give a row for each cycle");
    }
    if (rules.advice().isPresent() && timedCycles < 2) {
      throw header.error(
          "%d cycle with a time, too few to tell growth; give %s"
              .formatted(timedCycles, rules.advice().get()));
    }
    phases.finding().ifPresent(findings::state);
    ClockReading wall = readings.get(file.wall().target());
    if (wall != null && wall.shareOfZeros() > 0) {
      findings.state(
          "the clock of the wall time is coarse: it does not move in %.0f %% of the cycles; only means over many cycles are right"
              .formatted(100 * wall.shareOfZeros()));
    }
  }

  private void end() throws IOException {
    if (isHeld) {
      emit(runBegin, held);
    }
    isHeld = false;
    if (isBegun) {
      if (repeatedOfRun > MOST_REPEATED * (rowsOfRun + repeatedOfRun)) {
        throw runBegin.error(
            "%,d of %,d rows repeat steps: the rows are out of order, or of several runs; put the rows of a run one after the other"
                .formatted(repeatedOfRun, rowsOfRun + repeatedOfRun));
      }
      if (file.wall() != null && file.wall().clock() == Clock.EACH) {
        guard.check(run, file.remedy());
      }
      if (file.cycle() != null) {
        findings.numbers(firstNumber, lastNumber);
      }
      sink.end(RunEnd.SILENT);
    }
    isBegun = false;
  }

  /** Returns the number of the cycle; empty if the row lacks a number that it should have. */
  private OptionalLong number(Place place, List<Cell> cells) {
    if (file.cycle() != null) {
      Cell cell = cells.get(file.cycle().column());
      return file.mayGrow() && cell.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(cell.whole(place, file.name(file.cycle().column())));
    }
    if (file.countsSoFar()) {
      double number = cells.get(file.per()).number();
      if (number >= 0 && number < LARGEST_WHOLE && number == Math.rint(number)) {
        return OptionalLong.of((long) number);
      }
    }
    return OptionalLong.of(Math.max(rowsOfRun, lastNumber + 1));
  }

  /** Returns how many steps the row covers: 1 without a column for it, NaN if it is not known. */
  private double steps(Place place, List<Cell> cells) {
    if (file.per() < 0) {
      return 1;
    }
    Cell cell = cells.get(file.per());
    double value = cell.isEmpty() ? Double.NaN : cell.number();
    if (Double.isNaN(value) && !cell.isEmpty()) {
      throw place.notAllowed(file.name(file.per()), cell.shown(), "a number of steps, or nothing");
    }
    double steps = file.countsSoFar() ? value - lastPer : value;
    boolean isFirst = file.countsSoFar() && Double.isNaN(lastPer);
    lastPer = value;
    if (isFirst && !file.hasClock()) {
      isHeld = true;
      heldPer = value;
      return 1;
    }
    if (!isFirst && !(steps > 0)) {
      findings.count(Kind.NO_STEPS);
    }
    return steps > 0 ? steps : Double.NaN;
  }

  /** Reads the figures of a row and returns whether there was any. */
  private boolean read(Place place, List<Cell> cells) {
    boolean any = false;
    for (Figure figure : figures) {
      figure.set(Double.NaN);
      if (!figure.isEmpty(cells)) {
        any |= read(place, cells, figure);
      }
    }
    return any;
  }

  private boolean read(Place place, List<Cell> cells, Figure figure) {
    double value = figure.read(cells);
    if (Double.isNaN(value)) {
      if (figure.target().role() != Target.Role.GAUGE) {
        throw place.notAllowed(
            file.name(figure.column()), cells.get(figure.column()).shown(), figure.allowed());
      }
      if (passedOver.add(figure.target().name())) {
        findings.passedOver(file.name(figure.column()));
      }
      return false;
    }
    if (figure.clock() != null && Double.isFinite(value)) {
      value = figure.difference(value);
      if (Double.isNaN(value)) {
        if (figure.target().column() == Column.WALL_NANOS) {
          boolean isRestart = figure.clock().step() == ClockReading.Step.FALL;
          findings.count(isRestart ? Kind.RESTARTED : Kind.FIRST_OF_CLOCK);
          partOfRun += isRestart ? 1 : 0;
        }
        return true;
      }
    }
    boolean isTime = figure.isTime() && Double.isFinite(value);
    if (isTime && value > TimeLimits.LONGEST_NANOS) {
      refuse(place, file.name(figure.column()) + " is more than 2^53 ns, which are 104 days");
    }
    if (!(isTime && value < 0) && !figure.isPossible(value)) {
      findings.count(Kind.IMPOSSIBLE);
      return false;
    }
    figure.set(value);
    return true;
  }

  /** Fills the row with the values that were read, and emits it. */
  private void fill(Place place, double steps) throws IOException {
    boolean isSetBack = false;
    for (Figure figure : figures) {
      isSetBack |= figure.isKnown() && figure.value() < 0 && figure.isTime();
    }
    if (isSetBack) {
      findings.count(Kind.SET_BACK);
    }
    boolean hasTimes = !isSetBack && steps > 0;
    for (Figure figure : figures) {
      boolean perStep = figure.isTime() || figure.clock() != null;
      if (figure.isKnown() && (hasTimes || !perStep)) {
        set(figure.target(), perStep && steps != 1 ? figure.value() / steps : figure.value());
      }
    }
    boolean isFirst = isHeld && lastNumber == firstNumber;
    if (file.per() >= 0 && steps > 0 && !isFirst) {
      row.addGauge(STEPS, steps);
    }
    if (partOfRun > 1) {
      row.addGauge(PART, partOfRun);
    }
    phases.add(row);
    if (isFirst) {
      held.copyFrom(row);
      return;
    }
    if (isHeld) {
      release(place, steps);
    }
    emit(place, row);
  }

  /** Emits the held first row, once it is known how many steps a row covers. */
  private void release(Place place, double steps) throws IOException {
    isHeld = false;
    CycleRow first = new CycleRow();
    boolean isFromTheBegin = heldPer > 0 && heldPer <= ROWS_AT_THE_BEGIN * steps;
    first.set(Column.CYCLE, held.longValue(Column.CYCLE));
    for (int i = 0; i < held.gauges(); i++) {
      first.addGauge(held.gaugeName(i), held.gaugeValue(i));
    }
    for (Column column : Column.values()) {
      if (held.has(column) && column != Column.CYCLE) {
        boolean isTime = column.unit() == Column.Unit.NANOSECONDS;
        if (!isTime || isFromTheBegin) {
          first.set(column, held.doubleValue(column) / (isTime ? heldPer : 1));
        }
      }
    }
    if (isFromTheBegin) {
      for (int i = 0; i < held.phases().size(); i++) {
        first.phases().add(held.phases().name(i), Math.round(held.phases().value(i) / heldPer));
      }
      first.addGauge(STEPS, heldPer);
    }
    emit(place, first);
  }

  private void emit(Place place, CycleRow cycle) throws IOException {
    times.add(cycle).ifPresent(wrong -> refuse(place, wrong));
    if (!cycle.has(Column.WALL_NANOS) && !file.hasClock()) {
      findings.count(Kind.NO_WALL_TIME);
    }
    if (!isBegun) {
      sink.begin(run);
      isBegun = true;
      runs++;
    }
    guard.add(cycle);
    timedCycles += cycle.has(Column.WALL_NANOS) ? 1 : 0;
    sink.cycle(cycle);
  }

  private void set(Target target, double value) {
    switch (target.role()) {
      case COLUMN -> row.set(target.column(), value);
      case PHASE -> row.phases().add(target.name(), Math.round(value));
      default -> row.addGauge(target.name(), value);
    }
  }
}
