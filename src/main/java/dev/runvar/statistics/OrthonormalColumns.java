package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Orthogonal directions of length 1 that span some columns: what a regression takes out of a
 * column. Directions that are added share those that are there.
 *
 * <p>Residuals are taken twice, which keeps them orthogonal to the last bits (Giraud et al., 2005).
 */
public final class OrthonormalColumns {

  /** A column of a basis with less than this of its length left depends on those before it. */
  private static final double DEPENDENT = 1e-10;

  /** Of a covariate with less than this of its deviation left, rounding is left. */
  private static final double ROUNDING = 1e-3;

  /** A step with less than this of its variation left is a part of the columns. */
  private static final double LEAST_REST = 0.01;

  private final int rows;
  private final List<double[]> directions;

  private OrthonormalColumns(int rows, List<double[]> directions) {
    this.rows = rows;
    this.directions = List.copyOf(directions);
  }

  /** Returns the directions of a basis: finite columns of equal length, at least one. */
  public static OrthonormalColumns of(double[]... columns) {
    OrthonormalColumns found = new OrthonormalColumns(columns[0].length, List.of());
    for (double[] column : columns) {
      found = found.extended(column, DEPENDENT * norm(column));
    }
    return found;
  }

  /**
   * Returns these directions and those of covariates. A covariate is left out only where less than
   * 1e-6 of its variation is its own, however little it differs from the others.
   */
  public OrthonormalColumns with(Collection<double[]> covariates) {
    OrthonormalColumns found = this;
    for (double[] covariate : covariates) {
      double deviation = Math.sqrt(Moments.squaredDeviations(covariate));
      found = deviation == 0 ? found : found.extended(covariate, ROUNDING * deviation);
    }
    return found;
  }

  private OrthonormalColumns extended(double[] column, double least) {
    double[] rest = residuals(column);
    double length = norm(rest);
    if (!(length > least)) {
      return this;
    }
    for (int row = 0; row < rows; row++) {
      rest[row] /= length;
    }
    List<double[]> more = new ArrayList<>(directions);
    more.add(rest);
    return new OrthonormalColumns(rows, more);
  }

  /** Returns the number of directions. */
  public int rank() {
    return directions.size();
  }

  /** Returns what the columns leave of another one. */
  public double[] residuals(double[] column) {
    if (column.length != rows) {
      throw new IllegalArgumentException(column.length + " values beside " + rows + " rows");
    }
    double[] rest = column.clone();
    for (int time = 0; time < 2; time++) {
      for (double[] direction : directions) {
        double share = dot(rest, direction);
        for (int row = 0; row < rows; row++) {
          rest[row] -= share * direction[row];
        }
      }
    }
    return rest;
  }

  /** Returns the share of a column's variation that is left of it; 0 for a constant. */
  public double tolerance(double[] column) {
    double variation = Moments.squaredDeviations(column);
    double[] rest = residuals(column);
    return variation == 0 ? 0 : dot(rest, rest) / variation;
  }

  /**
   * Returns the step, 0 and then 1, that explains most of what is left of a column; 0 everywhere
   * when all steps are parts of these columns.
   */
  public double[] largestStep(double[] column) {
    double[] left = stepRests();
    double[] rest = residuals(column);
    double after = 0;
    double most = -1;
    int best = rows;
    for (int row = rows - 1; row > 0; row--) {
      after += rest[row];
      double variation = (double) row * (rows - row) / rows;
      double explained = after * after / left[row];
      if (left[row] > LEAST_REST * variation && explained > most) {
        most = explained;
        best = row;
      }
    }
    double[] step = new double[rows];
    for (int row = best; row < rows; row++) {
      step[row] = 1;
    }
    return step;
  }

  /** What is left of the squared length of the step at each row: |s|² − |Qᵀs|². */
  private double[] stepRests() {
    double[] rests = new double[rows];
    for (int row = 0; row < rows; row++) {
      rests[row] = rows - row;
    }
    for (double[] direction : directions) {
      double after = 0;
      for (int row = rows - 1; row >= 0; row--) {
        after += direction[row];
        rests[row] -= after * after;
      }
    }
    return rests;
  }

  private static double norm(double[] column) {
    return Math.sqrt(dot(column, column));
  }

  private static double dot(double[] first, double[] second) {
    double sum = 0;
    for (int row = 0; row < first.length; row++) {
      sum += first[row] * second[row];
    }
    return sum;
  }
}
