package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * The shares of R² of a response's exposures, averaged over the orders in which they may enter
 * (Lindeman, Merenda and Gold; relaimpo's {@code lmg}). An exposure may be a group of variables,
 * which enter together.
 *
 * @param shares one for each exposure; they sum to R²
 * @param varianceInflation 1 / (1 − R² of the exposure on the others), of a group the largest of
 *     its variables; infinite for one that depends on the others
 * @param rSquared of all exposures
 */
public record Lmg(List<Double> shares, List<Double> varianceInflation, double rSquared) {

  private static final int MOST_EXPOSURES = 16;

  public Lmg {
    shares = List.copyOf(shares);
    varianceInflation = List.copyOf(varianceInflation);
  }

  /**
   * Returns the shares from columns, of which only the correlations are kept.
   *
   * @param response neither constant nor shorter than two values; so are all other columns
   * @param exposures 1 to 16, each a group of columns
   */
  public static Lmg of(double[] response, List<List<double[]>> exposures) {
    List<double[]> variables = new ArrayList<>();
    exposures.forEach(variables::addAll);
    variables.add(response);
    PearsonsCorrelation pearson = new PearsonsCorrelation();
    double[][] correlation = new double[variables.size()][variables.size()];
    for (int i = 0; i < correlation.length; i++) {
      correlation[i][i] = 1;
      for (int j = 0; j < i; j++) {
        correlation[i][j] = pearson.correlation(variables.get(i), variables.get(j));
        correlation[j][i] = correlation[i][j];
      }
    }
    return of(correlation, exposures.stream().mapToInt(List::size).toArray());
  }

  /**
   * Returns the shares of groups of variables from correlations.
   *
   * @param correlation of the variables, group by group, and the response, which comes last
   * @param sizes numbers of variables of 1 to 16 groups
   */
  public static Lmg of(double[][] correlation, int[] sizes) {
    int response = correlation.length - 1;
    if (sizes.length < 1 || sizes.length > MOST_EXPOSURES) {
      throw new IllegalArgumentException(sizes.length + " exposures");
    }
    if (Arrays.stream(sizes).sum() != response) {
      throw new IllegalArgumentException(
          "groups of " + Arrays.toString(sizes) + " beside " + response + " variables");
    }
    Explained explained = new Explained(correlation);
    double[] ofSubset = new double[1 << sizes.length];
    for (int subset = 0; subset < ofSubset.length; subset++) {
      ofSubset[subset] = explained.share(variables(subset, sizes), response);
    }
    int all = ofSubset.length - 1;
    List<Double> inflation = new ArrayList<>();
    for (int group = 0; group < sizes.length; group++) {
      BitSet others = variables(all & ~(1 << group), sizes);
      inflation.add(
          variables(1 << group, sizes).stream()
              .mapToDouble(variable -> 1 / explained.unexplained(others, variable))
              .max()
              .orElse(1));
    }
    return new Lmg(ShapleyValues.of(ofSubset).values(), inflation, ofSubset[all]);
  }

  /** Returns the variables of the groups whose bits are set. */
  private static BitSet variables(int groups, int[] sizes) {
    BitSet variables = new BitSet();
    int next = 0;
    for (int group = 0; group < sizes.length; group++) {
      variables.set(next, next + sizes[group], (groups >> group & 1) == 1);
      next += sizes[group];
    }
    return variables;
  }
}
