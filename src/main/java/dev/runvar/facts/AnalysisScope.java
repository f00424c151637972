package dev.runvar.facts;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an analysis looks for in the runs of a study.
 *
 * @param work gauges that the study declares as work
 * @param delta effects below this share of runtime do not count
 * @param accumulations declared causes of the kind "more of this makes that part slower"
 * @param controls the same for parts on which nothing acts: the analysis must find nothing there
 */
public record AnalysisScope(
    List<String> work, double delta, List<Accumulation> accumulations, List<Accumulation> controls)
    implements Serializable {

  /** Columns that are work in every program that reports them. */
  private static final List<String> ALWAYS_WORK = List.of("population", "clusters");

  /** Columns of the catalogue that the program reports of itself. */
  public static final List<String> PROGRAM_COLUMNS =
      List.of("population", "clusters", "patterns", "database_bytes");

  public AnalysisScope {
    work = List.copyOf(work);
    accumulations = List.copyOf(accumulations);
    controls = List.copyOf(controls);
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("a delta of " + delta);
    }
  }

  /** A scope of built-in causes alone. */
  public static AnalysisScope of(double delta) {
    return new AnalysisScope(List.of(), delta, List.of(), List.of());
  }

  /** Returns this scope with gauges that are work. */
  public AnalysisScope withWork(List<String> gauges) {
    return new AnalysisScope(gauges, delta, accumulations, controls);
  }

  /** Returns this scope with declared causes, and controls on which nothing acts. */
  public AnalysisScope withAccumulations(List<Accumulation> declared, List<Accumulation> none) {
    return new AnalysisScope(work, delta, declared, none);
  }

  /** Returns the accumulations and the controls. */
  public List<Accumulation> all() {
    return Stream.concat(accumulations.stream(), controls.stream()).toList();
  }

  /** Returns the gauges whose growth is a declared cause, each once. */
  public List<String> accumulating() {
    return accumulations.stream().map(Accumulation::gauge).distinct().toList();
  }

  /** Returns the parts that declared causes act on, each once. */
  public List<String> parts() {
    return accumulations.stream().map(Accumulation::part).distinct().toList();
  }

  /**
   * Returns the declared work that counts: gauges whose growth is a declared cause, and readings of
   * host and process, would hide that cause.
   */
  public List<String> countedWork() {
    return work.stream()
        .filter(name -> !RunTelemetry.COLUMNS.contains(name) && !accumulating().contains(name))
        .toList();
  }

  /** Returns the names of the columns that are work in a run that has them. */
  public List<String> workColumns() {
    return Stream.concat(ALWAYS_WORK.stream(), countedWork().stream()).toList();
  }

  /** Returns whether a column says how much of something the program has, and is not work. */
  public boolean isGauge(String column) {
    return isRival(column) || accumulating().contains(column);
  }

  /**
   * Returns whether a column is a gauge that no declared cause names. A gauge such as {@code
   * patterns_resonance} is a part of {@code patterns}, and no rival of it.
   */
  public boolean isRival(String column) {
    return !RunTelemetry.COLUMNS.contains(column)
        && !ALWAYS_WORK.contains(column)
        && !column.startsWith(RunTelemetry.INSTRUMENT)
        && accumulating().stream()
            .noneMatch(gauge -> column.equals(gauge) || column.startsWith(gauge + "_"));
  }

  /** Returns the measures whose course is compared between runs. */
  List<Measure> compared() {
    return Stream.of(
            Measure.EVERYWHERE.stream(),
            accumulating().stream().map(Measure::column),
            all().stream()
                .map(Accumulation::part)
                .distinct()
                .flatMap(part -> Stream.of(Measure.phase(part), Measure.beyondRest(part))))
        .flatMap(measures -> measures)
        .toList();
  }
}
