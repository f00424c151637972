package dev.runvar.result;

import java.util.List;

/**
 * What the profiles of an experiment come to, beside its functions.
 *
 * @param profiler its name
 * @param scope what intervals are about: {@code replicates} or {@code within a run}
 * @param byTime whether the runs mark no cycles: then a cycle here is a time window, all of one
 *     length, and functions take a larger or a smaller share of it
 * @param runs that have a profile
 * @param earlySamples samples in the first fifths of all runs
 * @param cycle growth of a whole cycle, as these runs have it
 * @param function that holds most of the growth, null if none does; null by time
 * @param moreOfTheTime where no function holds most of the growth, or one that all of a cycle is
 *     in, the function whose share of the time grew most; null if none did
 * @param whyNoFunction null if there is one
 * @param accumulating what every seed holds more and more of
 * @param phases as the program's clock has them and as the samples inside of them have them; empty
 *     where the profiler does not know of phases
 * @param costShare processor time of the profiler as a share of the runs; null if not known
 * @param threads the most that ran at the same time, 0 if not known
 * @param notes of the profiler, a sentence each
 */
public record ProfileResult(
    String profiler,
    String scope,
    boolean byTime,
    int runs,
    int seeds,
    double earlySamples,
    double lateSamples,
    Growth cycle,
    Headline.Function function,
    Headline.Function moreOfTheTime,
    String whyNoFunction,
    List<Accumulating> accumulating,
    List<Phase> phases,
    Double costShare,
    int threads,
    List<String> notes) {

  /** The growth flame graph in the directory of an analysis. */
  public static final String FLAME_GRAPH = "growth.svg";

  /** The profiles for speedscope in the directory of an analysis. */
  public static final String SPEEDSCOPE = "growth.speedscope.json";

  /** Folded stacks with two columns in the directory of an analysis. */
  public static final String FOLDED = "growth.folded.txt";

  /** What an analysis has of each profiled experiment. */
  public static final List<String> FILES = List.of(FLAME_GRAPH, SPEEDSCOPE, FOLDED);

  /** A note on other processes that ran begins with this. */
  public static final String PROCESSES = "processes:";

  public static final String REPLICATES = "replicates";
  public static final String WITHIN_RUN = "within a run";

  public static final String WITHIN_RUNS = "within these runs";

  public ProfileResult {
    accumulating = List.copyOf(accumulating);
    phases = List.copyOf(phases);
    notes = List.copyOf(notes);
  }

  /** Returns the name of a file of one of several experiments that are profiled. */
  public static String ofExperiment(String file, String experiment) {
    return file.replaceFirst("growth", "growth-" + experiment);
  }

  /** Nothing but why there is nothing. */
  public static ProfileResult none(List<String> notes) {
    return new ProfileResult(
        null,
        WITHIN_RUN,
        false,
        0,
        0,
        0,
        0,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        0,
        notes);
  }

  /**
   * A phase: shares of the time of a cycle in the first and in the last fifth.
   *
   * @param agrees whether they differ by no more than can be expected
   */
  public record Phase(
      String name,
      double measuredEarly,
      double measuredLate,
      double sampledEarly,
      double sampledLate,
      boolean agrees) {}

  /** Time of a cycle early and late; low and high are the 95 % interval of the difference. */
  public record Growth(double earlyNanos, double lateNanos, Double low, Double high) {}

  /**
   * Something that the program holds ever more of.
   *
   * @param kind type or container
   * @param perCycle how many are added per cycle, with its 95 % interval over seeds, null for one
   */
  public record Accumulating(
      String kind,
      String name,
      double first,
      double last,
      double perCycle,
      Double low,
      Double high) {}
}
