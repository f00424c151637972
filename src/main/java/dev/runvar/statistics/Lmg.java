package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * The shares of R² of a response's exposures, averaged over the orders in which they may enter
 * (Lindeman, Merenda and Gold; relaimpo's {@code lmg}).
 *
 * @param shares one for each exposure; they sum to R²
 * @param varianceInflation 1 / (1 − R² of the exposure on the others); infinite for one that
 *     depends on them
 * @param rSquared of all exposures
 */
public record Lmg(List<Double> shares, List<Double> varianceInflation, double rSquared) {

  private static final int MOST_EXPOSURES = 16;

  public Lmg {
    shares = List.copyOf(shares);
    varianceInflation = List.copyOf(varianceInflation);
  }

  /**
   * Returns the shares from correlations.
   *
   * @param correlation of 1 to 16 exposures and the response, which comes last
   */
  public static Lmg of(double[][] correlation) {
    int k = correlation.length - 1;
    if (k < 1 || k > MOST_EXPOSURES) {
      throw new IllegalArgumentException(k + " exposures");
    }
    Explained explained = new Explained(correlation);
    double[] ofSubset = new double[1 << k];
    for (int subset = 0; subset < ofSubset.length; subset++) {
      ofSubset[subset] = explained.share(subset, k);
    }
    int all = ofSubset.length - 1;
    List<Double> inflation = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      inflation.add(1 / explained.unexplained(all & ~(1 << i), i));
    }
    return new Lmg(ShapleyValues.of(ofSubset).values(), inflation, ofSubset[all]);
  }
}
