package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A least-squares fit of y on an intercept and some exposures.
 *
 * @param coefficients one for each exposure
 * @param rSquared share of the variance of y that the fit explains
 */
public record LeastSquares(double intercept, List<Double> coefficients, double rSquared) {

  /** Below this share of a column's length, an exposure is a combination of the others. */
  private static final double SINGULARITY = 1e-12;

  public LeastSquares {
    coefficients = List.copyOf(coefficients);
  }

  /**
   * Fits from centred sums, as an aggregation over parts gives them; nothing when y or an exposure
   * is constant, or exposures are collinear.
   *
   * <p>The normal equations are solved for standardised exposures, so that a cycle and its square,
   * which differ by orders of magnitude, do not cost precision.
   *
   * @param n number of observations
   * @param means of the k exposures and of y, which comes last
   * @param covariance of the same k + 1 variables, population form
   */
  public static Optional<LeastSquares> ofMoments(long n, double[] means, double[][] covariance) {
    int k = means.length - 1;
    double[] scale = new double[k + 1];
    for (int i = 0; i <= k; i++) {
      scale[i] = Math.sqrt(covariance[i][i]);
      if (!(scale[i] > 0)) {
        return Optional.empty();
      }
    }
    RealMatrix correlation = new Array2DRowRealMatrix(k + 1, k + 1);
    for (int i = 0; i <= k; i++) {
      for (int j = 0; j <= k; j++) {
        correlation.setEntry(i, j, covariance[i][j] / (scale[i] * scale[j]));
      }
    }
    QRDecomposition exposures =
        new QRDecomposition(correlation.getSubMatrix(0, k - 1, 0, k - 1), SINGULARITY);
    if (n < k + 2 || !exposures.getSolver().isNonSingular()) {
      return Optional.empty();
    }
    RealVector response = new ArrayRealVector(correlation.getColumn(k)).getSubVector(0, k);
    RealVector standardised = exposures.getSolver().solve(response);
    List<Double> coefficients = new ArrayList<>();
    double intercept = means[k];
    for (int i = 0; i < k; i++) {
      double coefficient = standardised.getEntry(i) * scale[k] / scale[i];
      coefficients.add(coefficient);
      intercept -= coefficient * means[i];
    }
    double rSquared = standardised.dotProduct(response);
    return Optional.of(new LeastSquares(intercept, coefficients, rSquared));
  }
}
