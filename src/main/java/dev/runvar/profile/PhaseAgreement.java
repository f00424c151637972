package dev.runvar.profile;

import dev.runvar.statistics.MeanInterval;
import dev.runvar.statistics.MeanTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The time of a phase by the program's clock, and by the samples within it.
 *
 * @param measured share of the time of a cycle in the first and in the last fifth, mean over runs
 * @param sampled the same by the samples
 * @param agrees whether they differ by no more than the error of sampling and {@link #TOLERANCE}
 */
public record PhaseAgreement(String phase, Fifth measured, Fifth sampled, boolean agrees) {

  /**
   * The agent's error in known shares of a program's time, for any number of samples. A signal
   * during a call in C is handled only when the call returns.
   */
  public static final double TOLERANCE = 0.03;

  private static final double NORMAL_975 = 1.959964;

  /** Values of the first and of the last fifth. */
  public record Fifth(double early, double late) {}

  /**
   * A run that times its phases.
   *
   * @param measured share of the time of a cycle by phase
   */
  public record TimedRun(CycleProfile profile, Map<String, Fifth> measured) {}

  public PhaseAgreement {
    Objects.requireNonNull(phase, "phase");
  }

  /** Returns all phases by name; empty if the profiler does not record phases. */
  public static List<PhaseAgreement> of(List<TimedRun> runs) {
    List<TimedRun> known =
        runs.stream()
            .filter(run -> !run.profile().phases().isEmpty() && !run.measured().isEmpty())
            .toList();
    TreeSet<String> names = new TreeSet<>();
    known.forEach(run -> names.addAll(run.measured().keySet()));
    List<PhaseAgreement> all = new ArrayList<>();
    for (String name : names) {
      Side early = Side.of(known, name, CycleWindow.Kind.EARLY);
      Side late = Side.of(known, name, CycleWindow.Kind.LATE);
      all.add(
          new PhaseAgreement(
              name,
              new Fifth(early.measured(), late.measured()),
              new Fifth(early.sampled(), late.sampled()),
              early.agrees() && late.agrees()));
    }
    return List.copyOf(all);
  }

  private record Side(double measured, double sampled, boolean agrees) {

    static Side of(List<TimedRun> runs, String phase, CycleWindow.Kind kind) {
      double[] differences = new double[runs.size()];
      double measured = 0;
      double sampled = 0;
      double variance = 0;
      for (int i = 0; i < differences.length; i++) {
        CycleProfile profile = runs.get(i).profile();
        Fifth clock = runs.get(i).measured().getOrDefault(phase, new Fifth(0, 0));
        double time = kind == CycleWindow.Kind.EARLY ? clock.early() : clock.late();
        double share = profile.phaseNanos(phase, kind) / profile.sampledNanos(kind);
        differences[i] = share - time;
        measured += time / differences.length;
        sampled += share / differences.length;
        variance +=
            time * (1 - time) / profile.samples(kind) / differences.length / differences.length;
      }
      double halfWidth = NORMAL_975 * Math.sqrt(variance);
      if (differences.length >= GrowthEstimator.FEWEST_REPLICATES) {
        MeanInterval interval = MeanTest.of(differences).effect();
        halfWidth = Math.max(halfWidth, (interval.high() - interval.low()) / 2);
      }
      // Written so that NaN, from a fifth without samples, counts as agreement.
      boolean agrees = !(Math.abs(sampled - measured) > halfWidth + TOLERANCE);
      return new Side(measured, sampled, agrees);
    }
  }
}
