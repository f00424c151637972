package dev.runvar.facts;

import java.util.Arrays;
import java.util.List;

/**
 * The amount that each cycle adds to an exposure. Adding is work: its cost is not an effect of the
 * amount that was there before.
 *
 * <p>A store that commits now and then grows in the slow cycles of its commits. Its size and the
 * runtime then rise together, although the size does not act on the runtime.
 */
public final class Addition {

  /** With fewer cycles that add, the cost of an addition cannot be told from that of the level. */
  private static final int FEWEST = 3;

  private Addition() {}

  /**
   * Returns the amount by which each cycle raises an exposure: 0 if it falls, NaN if it is not
   * known. The first cycle with a value is assumed to add as much as the second.
   */
  public static double[] of(double[] exposure) {
    double[] added = new double[exposure.length];
    Arrays.fill(added, Double.NaN);
    int first = -1;
    int last = -1;
    for (int i = 0; i < exposure.length; i++) {
      if (Double.isNaN(exposure[i])) {
        continue;
      }
      if (last < 0) {
        first = i;
      } else {
        added[i] = Math.max(0, exposure[i] - exposure[last]);
        if (last == first) {
          added[first] = added[i];
        }
      }
      last = i;
    }
    return added;
  }

  /**
   * Returns the covariates of a dose: the addition and its product with the exposure, because an
   * addition may cost more when there is more. Both are centred, so that the slope of the exposure
   * is its effect in the mean cycle, including its additions.
   */
  public static List<double[]> covariates(double[] added, double[] exposure) {
    if (Arrays.stream(added).filter(value -> value > 0).count() < FEWEST) {
      return List.of(added);
    }
    return List.of(
        added, RunView.combined(centred(added), centred(exposure), (more, level) -> more * level));
  }

  private static double[] centred(double[] values) {
    double mean = RunTelemetry.mean(values, new EarlyAndLate.Window(0, values.length));
    double[] centred = new double[values.length];
    Arrays.setAll(centred, i -> values[i] - mean);
    return centred;
  }
}
