package dev.runvar.hypothesis;

import dev.runvar.statistics.Tolerance;
import java.util.OptionalDouble;

/**
 * What an exposure does to runtime in one run, kept under names that begin with the claim's.
 *
 * <p>An exposure that takes one step tells no more than the time of that step: when the runs share
 * it, anything else that happened then may be the cause. So each run gives its dose twice, once
 * with the exposure's largest step as a part of the trend, and where most runs take that step at
 * the same place, this one counts.
 */
final class Dose {

  static final String EFFECT = ".dose";
  static final String TOLERANCE = ".tolerance";

  private static final String BESIDE_STEP = ".beside-step";
  private static final String STEP = ".step";

  /** Steps this close to each other, as a share of the run, are at the same place. */
  private static final double SAME_PLACE = 0.01;

  private Dose() {}

  /**
   * Keeps the share of the mean runtime by which the outcome changes from the 5th to the 95th
   * percentile of the exposure, and the exposure's tolerance.
   */
  static void measure(String name, Frame.Fits fits, double meanWall, EffectValues values) {
    put(name, fits.besideTrend(), meanWall, values);
    put(name + BESIDE_STEP, fits.besideStep(), meanWall, values);
    values.put(name + STEP, fits.stepAt());
  }

  /**
   * No effect of a run that cannot tell the exposure from time: one such run, whose effect is
   * anything, would hide what the others agree on.
   */
  private static void put(String name, Frame.Fit fit, double meanWall, EffectValues values) {
    values.put(name + TOLERANCE, fit.tolerance());
    if (fit.tolerance() >= Tolerance.IDENTIFIABLE) {
      values.put(name + EFFECT, fit.slope() * fit.spread() / meanWall);
    }
  }

  /** Returns the name of the dose that counts. */
  static String counted(String name, Replicates replicates) {
    OptionalDouble place = replicates.median(name + STEP);
    boolean shared =
        place.isPresent()
            && replicates.share(name + STEP, at -> Math.abs(at - place.getAsDouble()) <= SAME_PLACE)
                > 0.5;
    return shared ? name + BESIDE_STEP : name;
  }

  /** Returns whether half of the runs can tell the exposure from time. */
  static boolean isIdentifiable(String name, Replicates replicates) {
    return replicates.median(counted(name, replicates) + TOLERANCE).orElse(0)
        >= Tolerance.IDENTIFIABLE;
  }

  /** Returns in words why an exposure is not identifiable: what it does, and that it is time. */
  static String hindrance(String exposure, String name, Replicates replicates) {
    boolean itsStep = replicates.median(name + TOLERANCE).orElse(0) >= Tolerance.IDENTIFIABLE;
    return "the %s %scannot be told from time"
        .formatted(exposure, itsStep ? "changes at the same cycle of all runs and " : "");
  }

  /** Returns the name of the effect that counts. */
  static String effect(String name, Replicates replicates) {
    return counted(name, replicates) + EFFECT;
  }
}
