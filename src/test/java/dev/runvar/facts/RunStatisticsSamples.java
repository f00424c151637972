package dev.runvar.facts;

import java.util.Map;

/** Runs with chosen figures, as tests need them. */
public final class RunStatisticsSamples {

  private RunStatisticsSamples() {}

  public static RunStatistics run(
      int seed, String match, String trajectory, double early, double late) {
    double mean = (early + late) / 2;
    return new RunStatistics(
        "run" + seed + match,
        match,
        "e",
        seed,
        trajectory,
        100,
        mean,
        0.1 * mean,
        early,
        late,
        early,
        early,
        mean,
        late,
        2 * early,
        3 * early,
        1000.0,
        10.0,
        50.0,
        0.05 * mean,
        Map.of(),
        Map.of(),
        Map.of(),
        new PhaseMeans(early, Map.of("sense", 0.5 * early, "recall", 0.1 * early)),
        new PhaseMeans(late, Map.of("sense", 0.5 * early, "recall", late - 0.9 * early)),
        null);
  }

  /** Returns a run with other means of its phases. */
  public static RunStatistics withPhases(RunStatistics run, PhaseMeans early, PhaseMeans late) {
    return new RunStatistics(
        run.runId(),
        run.matchId(),
        run.experiment(),
        run.seed(),
        run.trajectory(),
        run.cycles(),
        run.meanNanos(),
        run.sdNanos(),
        run.earlyNanos(),
        run.lateNanos(),
        run.baselineNanos(),
        run.firstThirdNanos(),
        run.middleThirdNanos(),
        run.lastThirdNanos(),
        run.earlySlope(),
        run.lateSlope(),
        run.hostReadings(),
        run.meanPopulation(),
        run.patternsAtEnd(),
        run.workResidualSdNanos(),
        run.levels(),
        run.parameters(),
        run.outputs(),
        early,
        late,
        run.common());
  }

  public static RunStatistics tooShort(int seed) {
    return new RunStatistics(
        "short", "m", "e", seed, null, 9, 5, 1, 4.0, 6.0, null, null, null, null, null, null, null,
        null, null, null, Map.of(), Map.of(), Map.of(), null, null, null);
  }
}
