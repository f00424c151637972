package dev.runvar.statistics;

import java.util.BitSet;

/** Shares of the variance of one variable that subsets of others explain. */
final class Explained {

  /** Below this share of its variance, a variable is a combination of those before it. */
  private static final double DEPENDENT = 1e-12;

  private final double[][] correlation;

  Explained(double[][] correlation) {
    this.correlation = correlation;
  }

  /** Returns R² of a variable on those whose bits are set. */
  double share(BitSet subset, int variable) {
    return 1 - unexplained(subset, variable);
  }

  /**
   * Returns 1 − R² of a variable on those whose bits are set; exactly 0 when it depends on them.
   */
  double unexplained(BitSet subset, int variable) {
    int k = correlation.length;
    double[][] rest = new double[k][];
    for (int i = 0; i < k; i++) {
      rest[i] = correlation[i].clone();
    }
    for (int pivot = 0; pivot < k; pivot++) {
      if (subset.get(pivot) && rest[pivot][pivot] > DEPENDENT) {
        eliminate(rest, pivot);
      }
    }
    double left = rest[variable][variable];
    return left > DEPENDENT ? left : 0;
  }

  private static void eliminate(double[][] rest, int pivot) {
    double[] pivotRow = rest[pivot].clone();
    for (double[] row : rest) {
      double factor = row[pivot] / pivotRow[pivot];
      for (int j = 0; j < row.length; j++) {
        row[j] -= factor * pivotRow[j];
      }
    }
  }
}
