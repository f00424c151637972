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
 * @param search which other gauges may explain which parts
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
    /** Those that the study declares. */
    DECLARED,
    /** Any gauge that is not work, and any part. */
    EVERY_GAUGE
  }

  /** Columns of the catalogue that the program reports of itself. */
  public static final List<String> PROGRAM_COLUMNS =
      List.of("population", "clusters", "patterns", "database_bytes");

  /** Columns that are work in every program that reports them. */
  private static final List<String> ALWAYS_WORK = List.of("population", "clusters");

  private static final List<String> KNOWN_TO_ACCUMULATE = List.of("database_bytes", "patterns");

  /** A search over more of them would find less and cost more. */
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

  /** Returns this scope with gauges that are work. */
  public AnalysisScope withWork(List<String> gauges) {
    return new AnalysisScope(gauges, delta, accumulations, controls, search);
  }

  /** Returns this scope with declared causes. */
  public AnalysisScope withAccumulations(List<Accumulation> declared) {
    return new AnalysisScope(work, delta, declared, controls, search);
  }

  /** Returns this scope with controls, and with no other causes than the declared ones. */
  public AnalysisScope declaredOnly(List<Accumulation> none) {
    return new AnalysisScope(work, delta, accumulations, none, Search.DECLARED);
  }

  /** Returns the gauges whose growth is a declared cause, each once. */
  public List<String> accumulating() {
    return accumulations.stream().map(Accumulation::gauge).distinct().toList();
  }

  /**
   * Returns gauges that are covariates of all causes: those that causes name, and two known ones.
   */
  List<String> accumulated() {
    return Stream.concat(accumulating().stream(), KNOWN_TO_ACCUMULATE.stream()).distinct().toList();
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

  /**
   * Returns the columns of a run that say how much of something the program has, in their order. A
   * gauge such as {@code patterns_resonance} is a part of {@code patterns}, and not among them.
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

  /** Returns the gauges of a run that no declared cause names: any of them may be the cause. */
  List<String> rivals(RunTelemetry run) {
    return gauges(run).stream().filter(name -> !accumulating().contains(name)).toList();
  }

  /**
   * Returns each gauge of a run that no cause declares with each part of its cycles: any of them
   * may be why the part grows.
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

  /** Returns the parts of a run's cycles that are searched: its phases, without any the cycle. */
  public List<String> searchedParts(RunTelemetry run) {
    if (search == Search.DECLARED) {
      return List.of();
    }
    return run.phases().isEmpty()
        ? List.of(Accumulation.WHOLE_CYCLE)
        : run.phases().stream().sorted().limit(MOST_PARTS).toList();
  }

  /** Returns the measures of a run whose course is compared with that of other runs. */
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
