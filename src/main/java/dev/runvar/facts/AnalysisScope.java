package dev.runvar.facts;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The causes, work and threshold of an analysis.
 *
 * @param work gauges that the study declares as work
 * @param delta effects below this share of runtime do not count
 * @param accumulations declared causes of the kind "more of this makes that part slower"
 * @param controls negative controls: causes on parts on which nothing acts
 * @param search which undeclared gauges may explain which parts
 */
public record AnalysisScope(
    List<String> work,
    double delta,
    List<Accumulation> accumulations,
    List<Accumulation> controls,
    Search search)
    implements Serializable {

  /** Which gauges may explain which parts of a cycle. */
  public enum Search {
    /** Only the gauges that the study declares. */
    DECLARED,
    /** Any gauge that is not work, for any part. */
    EVERY_GAUGE
  }

  /** Columns of the catalogue that the program itself reports. */
  public static final List<String> PROGRAM_COLUMNS =
      List.of("population", "clusters", "patterns", "database_bytes");

  /** Columns that are work in every program that reports them. */
  private static final List<String> ALWAYS_WORK = List.of("population", "clusters");

  private static final List<String> KNOWN_TO_ACCUMULATE = List.of("database_bytes", "patterns");

  /** A search over more gauges would have less power and cost more. */
  private static final int MOST_GAUGES = 8;

  private static final int MOST_PARTS = 8;

  public AnalysisScope {
    work = List.copyOf(work);
    accumulations = List.copyOf(accumulations);
    controls = List.copyOf(controls);
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("a delta of " + delta);
    }
  }

  /** A scope of the built-in causes, and of every gauge and part. */
  public static AnalysisScope of(double delta) {
    return new AnalysisScope(List.of(), delta, List.of(), List.of(), Search.EVERY_GAUGE);
  }

  /** Returns this scope with further gauges as work. */
  public AnalysisScope withWork(List<String> gauges) {
    return new AnalysisScope(gauges, delta, accumulations, controls, search);
  }

  /** Returns this scope with declared causes. */
  public AnalysisScope withAccumulations(List<Accumulation> declared) {
    return new AnalysisScope(work, delta, declared, controls, search);
  }

  /** Returns this scope with controls, and without a search for other causes. */
  public AnalysisScope declaredOnly(List<Accumulation> none) {
    return new AnalysisScope(work, delta, accumulations, none, Search.DECLARED);
  }

  /** Returns the gauges whose growth is a declared cause, each once. */
  public List<String> accumulating() {
    return accumulations.stream().map(Accumulation::gauge).distinct().toList();
  }

  /**
   * Returns gauges that are covariates of all causes: those that causes name, and two built-in
   * ones.
   */
  List<String> accumulated() {
    return Stream.concat(accumulating().stream(), KNOWN_TO_ACCUMULATE.stream()).distinct().toList();
  }

  /** Returns the parts that declared causes act on, each once. */
  public List<String> parts() {
    return accumulations.stream().map(Accumulation::part).distinct().toList();
  }

  /**
   * Returns the declared work, except gauges that are declared causes, and readings of host and
   * process, because these would hide the cause.
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

  /**
   * Returns the columns of a run that are gauges of the program, in their order. A gauge such as
   * {@code patterns_resonance} is left out, because it is a part of {@code patterns}.
   */
  List<String> gauges(RunTelemetry run) {
    List<String> wholes = accumulated();
    return run.columns().keySet().stream()
        .filter(name -> !RunTelemetry.COLUMNS.contains(name))
        .filter(name -> !ALWAYS_WORK.contains(name))
        .filter(name -> !name.startsWith(RunTelemetry.INSTRUMENT))
        .filter(name -> wholes.stream().noneMatch(whole -> name.startsWith(whole + "_")))
        .toList();
  }

  /**
   * Returns the gauges of a run that no declared cause names. Any of them may be the real cause.
   */
  List<String> rivals(RunTelemetry run) {
    return gauges(run).stream().filter(name -> !accumulating().contains(name)).toList();
  }

  /**
   * Returns each undeclared gauge of a run in combination with each part of its cycles, because the
   * gauge may explain the growth of the part.
   */
  public List<Accumulation> searched(RunTelemetry run) {
    List<String> gauges =
        rivals(run).stream()
            .filter(name -> !work.contains(name))
            .sorted()
            .limit(MOST_GAUGES)
            .toList();
    return searchedParts(run).stream()
        .flatMap(part -> gauges.stream().map(gauge -> Accumulation.of(gauge, part)))
        .toList();
  }

  /**
   * Returns the parts of a run's cycles that are searched: its phases, or the cycle without any.
   */
  public List<String> searchedParts(RunTelemetry run) {
    if (search == Search.DECLARED) {
      return List.of();
    }
    return run.phases().isEmpty()
        ? List.of(Accumulation.WHOLE_CYCLE)
        : run.phases().stream().sorted().limit(MOST_PARTS).toList();
  }

  /** Returns the measures of a run whose courses are compared with those of other runs. */
  List<Measure> compared(RunTelemetry run) {
    List<Accumulation> looked =
        Stream.of(accumulations, controls, searched(run)).flatMap(List::stream).toList();
    return Stream.of(
            Measure.EVERYWHERE.stream(),
            looked.stream().map(Accumulation::gauge).distinct().map(Measure::column),
            looked.stream()
                .map(Accumulation::part)
                .distinct()
                .flatMap(part -> Stream.of(Measure.phase(part), Measure.beyondRest(part))))
        .flatMap(measures -> measures)
        .toList();
  }
}
