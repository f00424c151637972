package dev.runvar.exchange;

import dev.runvar.exchange.RowRules.Per.Counting;
import dev.runvar.study.Place;
import dev.runvar.study.StudyException;
import dev.runvar.telemetry.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The roles of the columns of one file. */
final class FileColumns {

  private final RowRules rules;
  private final List<String> names;
  private final List<Source> sources;
  private final List<Source> identity;
  private final Source cycle;
  private final Source wall;
  private final int per;
  private final boolean mayGrow;

  /**
   * The columns of a file.
   *
   * @param header the place of their names
   * @param units of the columns; empty if the file does not give them
   */
  FileColumns(
      RowRules rules,
      Place header,
      List<String> names,
      List<String> units,
      ColumnMap.Columns columns) {
    this.rules = rules;
    this.names = List.copyOf(names);
    mayGrow = columns == ColumnMap.Columns.GROWING;
    sources = rules.map().sources(header, this.names, units, columns);
    per = rules.per().map(own -> ColumnMap.find(this.names, own.column())).orElse(-1);
    if (rules.per().isPresent() && per < 0 && !mayGrow) {
      throw header.notAllowed(
          "--per",
          "column \"" + rules.per().get().column() + '"',
          "columns of this file, " + this.names);
    }
    identity = sources.stream().filter(source -> source.target().identifiesRun()).toList();
    cycle = ofColumn(Column.CYCLE);
    wall = ofColumn(Column.WALL_NANOS);
  }

  /** Columns before any are known. */
  static FileColumns none(RowRules rules) {
    return new FileColumns(rules, null, List.of(), List.of(), ColumnMap.Columns.GROWING);
  }

  private Source ofColumn(Column column) {
    return sources.stream()
        .filter(source -> source.target().column() == column)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the figures of a row.
   *
   * @param readings the clocks of the run, which go on in its next file; this method adds to them
   */
  Figure[] figures(Findings findings, Map<Target, ClockReading> readings) {
    return sources.stream()
        .filter(source -> isFigure(source, findings))
        .map(
            source ->
                new Figure(
                    source,
                    source.clock().isDifference()
                        ? readings.computeIfAbsent(source.target(), t -> new ClockReading())
                        : null))
        .toArray(Figure[]::new);
  }

  private boolean isFigure(Source source, Findings findings) {
    Target target = source.target();
    if (target.identifiesRun() || target.column() == Column.CYCLE) {
      return false;
    }
    boolean isRate =
        target.role() == Target.Role.GAUGE
            && source.isColumn()
            && target.name().equals(names.get(source.column()))
            && ColumnName.isRate(target.name());
    boolean isPer = countsSoFar() && source.isColumn() && source.column() == per;
    if (isRate) {
      findings.rate(target.name());
    }
    return !isRate && !(isPer && target.role() == Target.Role.GAUGE);
  }

  String name(int column) {
    return names.get(column);
  }

  /** Returns the columns that identify the run of a row. */
  List<Source> identity() {
    return identity;
  }

  boolean identifiesRuns() {
    return !identity.isEmpty();
  }

  /** Returns the values of a row that identify its run. */
  List<String> identity(List<Cell> cells) {
    return identity.stream()
        .map(source -> cells.get(source.column()))
        .map(cell -> cell.isEmpty() ? "" : cell.text())
        .toList();
  }

  /** Returns whether a row belongs to this run. */
  boolean identifies(List<String> run, List<Cell> cells) {
    for (int i = 0; i < run.size(); i++) {
      Cell cell = cells.get(identity.get(i).column());
      boolean same = cell.isEmpty() ? run.get(i).isEmpty() : cell.hasText(run.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** Returns the source of the cycle's number, null if rows have none. */
  Source cycle() {
    return cycle;
  }

  /** Returns the source of the cycle's time, null if rows have none. */
  Source wall() {
    return wall;
  }

  /** Returns the column that counts steps, −1 without one. */
  int per() {
    return per;
  }

  boolean countsSoFar() {
    return per >= 0 && rules.per().orElseThrow().counting() == Counting.SO_FAR;
  }

  /** Returns whether more columns may come, as in a log. */
  boolean mayGrow() {
    return mayGrow;
  }

  /** Returns whether the time of a cycle is a difference of clock readings. */
  boolean hasClock() {
    return wall != null && wall.clock().isDifference();
  }

  StudyException noWallTime(Place header) {
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
                    : likely
                        + ", with a unit such as :s for a duration, :s:since-start for a clock, or"
                        + " :time for dates and Unix time"));
  }

  /** Returns the option to give if the times of cycles turn out to be clock readings. */
  String remedy() {
    if (!wall.isColumn()) {
      return "";
    }
    String unit = Unit.ofFactor(wall.factor()).map(found -> ":" + found.text()).orElse("");
    return ", or --map wall_nanos=%1$s:since-start, or %1$s:each if these are such times"
        .formatted(rules.map().wallText().orElse(names.get(wall.column())) + unit);
  }
}
