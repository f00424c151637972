package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A least-squares fit of y on explicit columns.
 *
 * @param coefficients one for each column; NaN for one that depends on those before it
 * @param standardErrors of the coefficients; NaN where these are, or without degrees of freedom
 * @param rSquared 1 − RSS / Σ(y − mean)², so that one column should be constant; NaN for a constant
 *     y
 * @param residualDeviation √(RSS / degrees of freedom)
 * @param degreesOfFreedom rows minus kept columns
 */
public record QrRegression(
    List<Double> coefficients,
    List<Double> standardErrors,
    double rSquared,
    double residualDeviation,
    int degreesOfFreedom) {

  public QrRegression {
    coefficients = List.copyOf(coefficients);
    standardErrors = List.copyOf(standardErrors);
  }

  /** Fits y on the columns of a factorisation, which may serve many y. */
  public static QrRegression of(QrFactorisation columns, double[] y) {
    double[] rotated = columns.rotated(y);
    double residual = sumOfSquares(rotated, columns.rank());
    int freedom = columns.rows() - columns.rank();
    double deviation = Math.sqrt(residual / freedom);
    double[] inverseLengths = inverseLengths(columns);
    double[] solution = columns.solved(rotated);
    List<Double> coefficients = new ArrayList<>(Collections.nCopies(columns.columns(), Double.NaN));
    List<Double> errors = new ArrayList<>(coefficients);
    for (int i = 0; i < solution.length; i++) {
      coefficients.set(columns.kept().get(i), solution[i]);
      errors.set(columns.kept().get(i), deviation * inverseLengths[i]);
    }
    double variation = Moments.squaredDeviations(y);
    double rSquared = variation > 0 ? 1 - residual / variation : Double.NaN;
    return new QrRegression(coefficients, errors, rSquared, deviation, freedom);
  }

  /** Returns √ of the diagonal of (RᵀR)⁻¹: the lengths of the rows of R⁻¹. */
  private static double[] inverseLengths(QrFactorisation columns) {
    double[] lengths = new double[columns.rank()];
    for (int j = 0; j < lengths.length; j++) {
      double[] unit = new double[lengths.length];
      unit[j] = 1;
      double[] inverse = columns.solved(unit);
      for (int i = 0; i <= j; i++) {
        lengths[i] += inverse[i] * inverse[i];
      }
    }
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.sqrt(lengths[i]);
    }
    return lengths;
  }

  private static double sumOfSquares(double[] values, int from) {
    double sum = 0;
    for (int i = from; i < values.length; i++) {
      sum += values[i] * values[i];
    }
    return sum;
  }
}
