package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A least-squares fit of y on explicit columns, by the reflections of Householder.
 *
 * <p>A column is left out when what the columns before it leave of it is at most 1e-10 of its own
 * length.
 */
public final class QrRegression {

  private static final double DEPENDENT = 1e-10;

  private QrRegression() {}

  /**
   * Returns a coefficient for each column; NaN for one that depends on those before it.
   *
   * @param columns finite and of the length of y, at least one
   */
  public static double[] coefficients(List<double[]> columns, double[] y) {
    List<Reflector> reflectors = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      double[] column = columns.get(i).clone();
      if (column.length != y.length) {
        throw new IllegalArgumentException(
            "a column of " + column.length + " values beside " + y.length);
      }
      double length = norm(column, 0);
      reflectors.forEach(reflector -> reflector.apply(column));
      int step = reflectors.size();
      double rest = norm(column, step);
      if (step < y.length && rest > DEPENDENT * length) {
        reflectors.add(new Reflector(column, step, rest));
        kept.add(i);
      }
    }
    double[] rotated = y.clone();
    reflectors.forEach(reflector -> reflector.apply(rotated));
    double[] coefficients = new double[columns.size()];
    Arrays.fill(coefficients, Double.NaN);
    for (int i = kept.size() - 1; i >= 0; i--) {
      double sum = rotated[i];
      for (int j = i + 1; j < kept.size(); j++) {
        sum -= reflectors.get(j).column[i] * coefficients[kept.get(j)];
      }
      coefficients[kept.get(i)] = sum / reflectors.get(i).diagonal;
    }
    return coefficients;
  }

  private static double norm(double[] column, int from) {
    double sum = 0;
    for (int i = from; i < column.length; i++) {
      sum += column[i] * column[i];
    }
    Moments.requireFinite(sum);
    return Math.sqrt(sum);
  }

  /** One reflection; its column holds R above the step and the reflected vector from there on. */
  private static final class Reflector {

    private final double[] column;
    private final int step;
    private final double diagonal;
    private final double factor;

    Reflector(double[] column, int step, double rest) {
      this.column = column;
      this.step = step;
      // The sign that adds, so that nothing cancels.
      diagonal = column[step] > 0 ? -rest : rest;
      factor = 1 / (rest * (rest + Math.abs(column[step])));
      column[step] -= diagonal;
    }

    void apply(double[] target) {
      double dot = 0;
      for (int i = step; i < target.length; i++) {
        dot += column[i] * target[i];
      }
      double multiple = dot * factor;
      for (int i = step; i < target.length; i++) {
        target[i] -= multiple * column[i];
      }
    }
  }
}
