package dev.runvar.facts;

import java.util.Arrays;
import java.util.List;

/**
 * What each cycle adds to an exposure. To add is work: its cost is no effect of what was there
 * before.
 *
 * <p>A store that commits now and then grows in the cycles of its commits, which are slow, so that
 * its size and the runtime rise together without the one acting on the other.
 */
public final class Addition {

  /** Fewer cycles that add do not tell the cost of an addition from that of the level. */
  private static final int FEWEST = 3;

  private Addition() {}

  /**
   * Returns by how much each cycle raises an exposure: 0 where it falls, NaN where it is not known;
   * the first cycle with a value is taken to add what the second adds.
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
   * Returns the covariates of a dose: the addition, and its product with the exposure, for what is
   * added may cost more, the more there is. Both are taken from their means, so that the slope of
   * the exposure is its effect in the mean cycle, additions included.
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
