package dev.runvar.exchange;

import dev.runvar.exchange.Findings.Kind;
import dev.runvar.exchange.RowRules.Per.Counting;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import dev.runvar.study.StudyException;
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
import java.util.stream.Collectors;

/**
 * Makes runs of rows: a run ends where the next row is of another one, or where the file says so.
 *
 * <p>The rows may be those of several files with columns of their own.
 */
public final class TableRuns {

  /** The gauge that says how many steps a row covers; its times are those of one of them. */
  static final String STEPS = "cycle_steps";

  /** The gauge that numbers the parts of a run whose clock was restarted, from the second on. */
  private static final String PART = "run_part";

  private static final double TOO_LARGE = 0x1p63;

  /** The analysis leaves larger values out, because their powers are beyond what a double holds. */
  private static final double LARGEST_READING = 1e60;

  /** Phases may exceed their cycle by so much, by rounding. */
  private static final double ROUNDING = 1.001;

  /** The first row of a run covers all steps so far, unless these are more than so many rows'. */
  private static final double ROWS_AT_THE_BEGIN = 10;

  private static final double LARGEST_WHOLE = 1e15;
  private static final double MOST_REPEATED = 0.5;

  private final RowRules rules;
  private final RunNamer namer;
  private final RunSink sink;
  private final Findings findings;

  // What the columns of the current file are.
  private List<String> names = List.of();
  private List<Source> identity = List.of();
  private Figure[] figures = {};
  private Source cycleSource;
  private Source wallSource;
  private int perColumn = -1;
  private boolean mayGrow;

  // What the current run has had.
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
  private long excessRows;
  private double largestExcess;
  private long rowsWithPhases;

  TableRuns(RowRules rules, RunNamer namer, RunSink sink, Findings findings) {
    this.rules = rules;
    this.namer = namer;
    this.sink = sink;
    this.findings = findings;
  }

  /** Runs of a table with these columns, each of which says what run its rows are of. */
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
   * Takes the columns of the rows that follow.
   *
   * @param header where their names stand
   * @param units of the columns, empty where the file says nothing
   */
  void columns(
      Place header, List<String> columnNames, List<String> units, ColumnMap.Columns columns) {
    names = List.copyOf(columnNames);
    mayGrow = columns == ColumnMap.Columns.GROWING;
    List<Source> sources = rules.map().sources(header, names, units, columns);
    perColumn = rules.per().map(per -> ColumnMap.find(names, per.column())).orElse(-1);
    if (rules.per().isPresent() && perColumn < 0 && !mayGrow) {
      throw header.notAllowed(
          "--per",
          "column \"" + rules.per().get().column() + '"',
          "columns of this file, " + names);
    }
    identity = sources.stream().filter(source -> source.target().identifiesRun()).toList();
    cycleSource = ofColumn(sources, Column.CYCLE);
    wallSource = ofColumn(sources, Column.WALL_NANOS);
    figures =
        sources.stream()
            .filter(this::isFigure)
            .map(
                source ->
                    new Figure(
                        source,
                        source.clock().isDifference()
                            ? readings.computeIfAbsent(source.target(), t -> new ClockReading())
                            : null))
            .toArray(Figure[]::new);
    if (wallSource == null && !mayGrow) {
      throw noWallTime(header);
    }
  }

  private static Source ofColumn(List<Source> sources, Column column) {
    return sources.stream()
        .filter(source -> source.target().column() == column)
        .findFirst()
        .orElse(null);
  }

  private boolean isFigure(Source source) {
    Target target = source.target();
    if (target.identifiesRun() || target.column() == Column.CYCLE) {
      return false;
    }
    boolean isRate =
        target.role() == Target.Role.GAUGE
            && source.isColumn()
            && target.name().equals(names.get(source.column()))
            && ColumnName.isRate(target.name());
    boolean isPer = countsSoFar() && source.isColumn() && source.column() == perColumn;
    if (isRate) {
      findings.rate(target.name());
    }
    return !isRate && !(isPer && target.role() == Target.Role.GAUGE);
  }

  private boolean countsSoFar() {
    return perColumn >= 0 && rules.per().orElseThrow().counting() == Counting.SO_FAR;
  }

  private StudyException noWallTime(Place header) {
    if (rules.advice().isPresent()) {
      return header.error(
          "no time of a cycle among %s; give %s".formatted(names, rules.advice().get()));
    }
    String likely =
        names.stream()
            .filter(ColumnName::mayBeTime)
            .map(name -> "wall_nanos=" + name)
            .collect(Collectors.joining(" or "));
    return header.error(
        "no column wall_nanos among %s; give a column of this name, or --map %s"
            .formatted(
                names,
                likely.isEmpty()
                    ? "wall_nanos=THEIRS:UNIT"
                    : likely + ", with a unit such as :s, and with :since-start for a clock"));
  }

  /** Takes the next row: a cell for each column. */
  public void row(Place place, List<Cell> cells) throws IOException {
    if (run == null || !isOfCurrentRun(cells)) {
      end();
      current = identity(cells);
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
      if (!identity.isEmpty() && rules.per().isEmpty() && !hasClock()) {
        throw place.notAllowed(
            "cycle",
            String.valueOf(number.getAsLong()),
            "more than the cycle before, " + lastNumber);
      }
      previousNumber = number.getAsLong();
      lastPer = countsSoFar() ? cells.get(perColumn).number() : lastPer;
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

  /** Says that the next row is the first of another file of the run. */
  void beginPart() {
    partOfRun++;
  }

  /** Says that the next row is the first of a run. */
  void beginRun() throws IOException {
    end();
    run = null;
  }

  private boolean hasClock() {
    return wallSource != null && wallSource.clock().isDifference();
  }

  private boolean beginsAgain(long number) {
    return identity.isEmpty()
        && rules.joining() == RowRules.Joining.APART
        && number <= firstNumber
        && number < previousNumber;
  }

  private void begin(Place place, List<Cell> cells) {
    run = namer.run(place, identity, cells);
    runBegin = place;
    partOfFile++;
    if (identity.isEmpty() && partOfFile > 1 && run.seed() != null && run.run().isEmpty()) {
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
    if (wallSource == null) {
      throw noWallTime(header);
    }
    if (runs == 0) {
      throw header.error("no row with a figure; give a row for each cycle");
    }
    if (rules.advice().isPresent() && timedCycles < 2) {
      throw header.error(
          "%d cycle with a time, too few to tell growth; give %s"
              .formatted(timedCycles, rules.advice().get()));
    }
    if (excessRows > 0) {
      findings.state(
          "in %,d of %,d cycles the phases add up to more than the cycle, by up to %.1f %%: some lie within others, or they are moving averages"
              .formatted(excessRows, rowsWithPhases, 100 * largestExcess));
    }
    ClockReading wall = readings.get(wallSource.target());
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
      if (wallSource != null && wallSource.clock() == Clock.EACH) {
        guard.check(run, remedy());
      }
      if (cycleSource != null) {
        findings.numbers(firstNumber, lastNumber);
      }
      sink.end(RunEnd.SILENT);
    }
    isBegun = false;
  }

  private String remedy() {
    if (!wallSource.isColumn()) {
      return "";
    }
    String unit = Unit.ofFactor(wallSource.factor()).map(found -> ":" + found.text()).orElse("");
    return ", or --map wall_nanos=%1$s:since-start, or %1$s:each if these are such times"
        .formatted(rules.map().wallText().orElse(names.get(wallSource.column())) + unit);
  }

  private boolean isOfCurrentRun(List<Cell> cells) {
    for (int i = 0; i < current.size(); i++) {
      Cell cell = cells.get(identity.get(i).column());
      boolean same = cell.isEmpty() ? current.get(i).isEmpty() : cell.hasText(current.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private List<String> identity(List<Cell> cells) {
    return identity.stream()
        .map(source -> cells.get(source.column()))
        .map(cell -> cell.isEmpty() ? "" : cell.text())
        .toList();
  }

  /** Returns the number of the cycle; nothing if a row that should have one has none. */
  private OptionalLong number(Place place, List<Cell> cells) {
    if (cycleSource != null) {
      Cell cell = cells.get(cycleSource.column());
      return mayGrow && cell.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(cell.whole(place, names.get(cycleSource.column())));
    }
    if (countsSoFar()) {
      double number = cells.get(perColumn).number();
      if (number >= 0 && number < LARGEST_WHOLE && number == Math.rint(number)) {
        return OptionalLong.of((long) number);
      }
    }
    return OptionalLong.of(Math.max(rowsOfRun, lastNumber + 1));
  }

  /** Returns how many steps the row covers: 1 where nothing says so, NaN where it is not known. */
  private double steps(Place place, List<Cell> cells) {
    if (perColumn < 0) {
      return 1;
    }
    Cell cell = cells.get(perColumn);
    double value = cell.isEmpty() ? Double.NaN : cell.number();
    if (Double.isNaN(value) && !cell.isEmpty()) {
      throw place.notAllowed(names.get(perColumn), cell.shown(), "a number of steps, or nothing");
    }
    double steps = countsSoFar() ? value - lastPer : value;
    boolean isFirst = countsSoFar() && Double.isNaN(lastPer);
    lastPer = value;
    if (isFirst && !hasClock()) {
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
      figure.isKnown = false;
      if (!figure.isEmpty(cells)) {
        any |= read(place, cells, figure);
      }
    }
    return any;
  }

  private boolean read(Place place, List<Cell> cells, Figure figure) {
    double value = figure.read(cells);
    if (Double.isNaN(value)) {
      if (figure.target.role() != Target.Role.GAUGE) {
        throw place.notAllowed(
            names.get(figure.column), cells.get(figure.column).shown(), figure.allowed());
      }
      if (passedOver.add(figure.target.name())) {
        findings.passedOver(names.get(figure.column));
      }
      return false;
    }
    if (figure.clock != null && Double.isFinite(value)) {
      value = figure.difference(value);
      if (Double.isNaN(value)) {
        if (figure.target.column() == Column.WALL_NANOS) {
          boolean isRestart = figure.clock.step() == ClockReading.Step.FALL;
          findings.count(isRestart ? Kind.RESTARTED : Kind.FIRST_OF_CLOCK);
          partOfRun += isRestart ? 1 : 0;
        }
        return true;
      }
    }
    boolean isTime = figure.isTime && Double.isFinite(value);
    if (isTime && value > TimeLimits.LONGEST_NANOS) {
      refuse(place, names.get(figure.column) + " is more than 2^53 ns, which are 104 days");
    }
    if (!(isTime && value < 0) && !isPossible(figure, value)) {
      findings.count(Kind.IMPOSSIBLE);
      return false;
    }
    figure.value = value;
    figure.isKnown = true;
    return true;
  }

  private static boolean isPossible(Figure figure, double value) {
    return figure.counts ? value >= 0 && value < TOO_LARGE : Math.abs(value) <= LARGEST_READING;
  }

  /** Fills the row with what was read and hands it on. */
  private void fill(Place place, double steps) throws IOException {
    boolean isSetBack = false;
    for (Figure figure : figures) {
      isSetBack |= figure.isKnown && figure.value < 0 && figure.isTime;
    }
    if (isSetBack) {
      findings.count(Kind.SET_BACK);
    }
    boolean hasTimes = !isSetBack && steps > 0;
    for (Figure figure : figures) {
      boolean perStep = figure.isTime || figure.clock != null;
      if (figure.isKnown && (hasTimes || !perStep)) {
        set(figure.target, perStep && steps != 1 ? figure.value / steps : figure.value);
      }
    }
    boolean isFirst = isHeld && lastNumber == firstNumber;
    if (perColumn >= 0 && steps > 0 && !isFirst) {
      row.addGauge(STEPS, steps);
    }
    if (partOfRun > 1) {
      row.addGauge(PART, partOfRun);
    }
    compareWithPhases();
    if (isFirst) {
      held.copyFrom(row);
      return;
    }
    if (isHeld) {
      release(place, steps);
    }
    emit(place, row);
  }

  /** Hands the first row on, when it is known how many steps a row covers. */
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

  private void compareWithPhases() {
    if (row.phases().size() == 0 || !row.has(Column.WALL_NANOS)) {
      return;
    }
    double sum = 0;
    for (int i = 0; i < row.phases().size(); i++) {
      sum += row.phases().value(i);
    }
    double wall = row.doubleValue(Column.WALL_NANOS);
    rowsWithPhases++;
    if (sum > ROUNDING * wall && wall > 0) {
      excessRows++;
      largestExcess = Math.max(largestExcess, sum / wall - 1);
    }
  }

  private void emit(Place place, CycleRow cycle) throws IOException {
    times.add(cycle).ifPresent(wrong -> refuse(place, wrong));
    if (!cycle.has(Column.WALL_NANOS) && !hasClock()) {
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

  /** A figure of the current file, with its value in the current row. */
  private static final class Figure {

    private final Source source;
    private final Target target;
    private final ClockReading clock;
    private final int column;
    private final boolean isTime;
    private final boolean counts;
    private final boolean isColumn;
    private final boolean isStamp;
    private double value;
    private boolean isKnown;

    Figure(Source source, ClockReading clock) {
      this.source = source;
      this.clock = clock;
      target = source.target();
      isTime = target.isTime();
      counts = target.counts();
      isColumn = source.isColumn();
      isStamp = source.clock() == Clock.STAMP;
      column =
          source.terms().stream()
              .mapToInt(Source.Term::column)
              .filter(each -> each >= 0)
              .findFirst()
              .orElseThrow();
    }

    boolean isEmpty(List<Cell> cells) {
      return isColumn ? cells.get(column).isEmpty() : source.isEmpty(cells);
    }

    /** Returns what stands there in our unit; NaN if it is no number or moment. */
    double read(List<Cell> cells) {
      Cell cell = cells.get(column);
      if (isStamp) {
        return clock.moment(cell);
      }
      if (counts && isColumn && source.factor() == 1 && cell.isWhole()) {
        long whole = cell.whole();
        // A double holds no larger whole number exactly.
        return whole > TimeLimits.LONGEST_NANOS ? Math.nextUp((double) whole) : whole;
      }
      return source.value(cells);
    }

    double difference(double reading) {
      return clock.difference(reading, isStamp ? Unit.S.factor() : source.factor());
    }

    String allowed() {
      return isStamp ? "a date, a time of day, or Unix time" : "a number, or nothing";
    }
  }
}
