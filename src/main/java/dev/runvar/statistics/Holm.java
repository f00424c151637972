package dev.runvar.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's adjustment of p-values for the number of tests. */
public final class Holm {

  private Holm() {}

  /** Returns the adjusted p-values, in the order of the given ones; none may be NaN. */
  public static double[] adjusted(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }
}
