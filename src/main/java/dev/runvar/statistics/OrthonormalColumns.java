package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Orthogonal directions of length 1 that span some columns: what a regression takes out of a
 * column. Directions that are added share those that are there.
 *
 * <p>Residuals are taken twice where little is left of a column, which keeps them orthogonal to the
 * last bits (Daniel et al., 1976; Giraud et al., 2005).
 */
public final class OrthonormalColumns {

  /** A column of a basis with less than this of its length left depends on those before it. */
  private static final double DEPENDENT = 1e-10;

  /** Of a covariate with less than this of its deviation left, rounding is left. */
  private static final double ROUNDING = 1e-3;

  /** A step with less than this of its variation left is a part of the columns. */
  private static final double LEAST_REST = 0.01;

  /** Of a column with more than this of its length left, no more than two digits are lost. */
  private static final double LITTLE = 0.01;

  private final int rows;

  /** What these directions were added to, null for a basis. */
  private final OrthonormalColumns base;

  private final List<double[]> directions;

  /** What a basis leaves of columns: many regressions on it look at the same ones. */
  private final IdentityHashMap<double[], double[]> leftOf = new IdentityHashMap<>();

  private final IdentityHashMap<double[], double[]> largestSteps = new IdentityHashMap<>();
  private double[] stepRests;

  private OrthonormalColumns(int rows, OrthonormalColumns base, List<double[]> directions) {
    this.rows = rows;
    this.base = base;
    this.directions = List.copyOf(directions);
  }

  /** Returns the directions of a basis: finite columns of equal length, at least one. */
  public static OrthonormalColumns of(double[]... columns) {
    List<double[]> directions = new ArrayList<>();
    for (double[] column : columns) {
      extend(directions, residuals(column.clone(), directions), DEPENDENT * norm(column));
    }
    return new OrthonormalColumns(columns[0].length, null, directions);
  }

  /**
   * Returns these directions and those of covariates. A covariate is left out only where less than
   * 1e-6 of its variation is its own, however little it differs from the others.
   *
   * @param covariates arrays that do not change any more
   */
  public OrthonormalColumns with(Collection<double[]> covariates) {
    List<double[]> added = new ArrayList<>();
    for (double[] covariate : covariates) {
      double deviation = Math.sqrt(Moments.squaredDeviations(covariate));
      if (deviation > 0) {
        extend(added, residuals(residuals(covariate), added), ROUNDING * deviation);
      }
    }
    return new OrthonormalColumns(rows, this, added);
  }

  /** Adds what is left of a column to directions, unless it is too little. */
  private static void extend(List<double[]> directions, double[] rest, double least) {
    double length = norm(rest);
    if (length > least) {
      for (int row = 0; row < rest.length; row++) {
        rest[row] /= length;
      }
      directions.add(rest);
    }
  }

  /**
   * Returns what the columns leave of another one.
   *
   * @param column an array that does not change any more
   */
  public double[] residuals(double[] column) {
    return base == null ? left(column).clone() : residuals(base.residuals(column), directions);
  }

  private double[] left(double[] column) {
    if (column.length != rows) {
      throw new IllegalArgumentException(column.length + " values beside " + rows + " rows");
    }
    return leftOf.computeIfAbsent(column, own -> residuals(own.clone(), directions));
  }

  /** Takes directions out of a column, which is changed; four at a time, which are orthogonal. */
  private static double[] residuals(double[] rest, List<double[]> directions) {
    double before = directions.isEmpty() ? 0 : Moments.dot(rest, rest);
    take(rest, directions);
    if (!directions.isEmpty() && Moments.dot(rest, rest) <= LITTLE * LITTLE * before) {
      take(rest, directions);
    }
    return rest;
  }

  private static void take(double[] rest, List<double[]> directions) {
    int next = 0;
    for (; next + 3 < directions.size(); next += 4) {
      takeFour(
          rest,
          directions.get(next),
          directions.get(next + 1),
          directions.get(next + 2),
          directions.get(next + 3));
    }
    for (; next < directions.size(); next++) {
      double[] direction = directions.get(next);
      double share = Moments.dot(rest, direction);
      for (int row = 0; row < rest.length; row++) {
        rest[row] -= share * direction[row];
      }
    }
  }

  private static void takeFour(double[] rest, double[] a, double[] b, double[] c, double[] d) {
    double ofA = 0;
    double ofB = 0;
    double ofC = 0;
    double ofD = 0;
    for (int row = 0; row < rest.length; row++) {
      ofA += rest[row] * a[row];
      ofB += rest[row] * b[row];
      ofC += rest[row] * c[row];
      ofD += rest[row] * d[row];
    }
    for (int row = 0; row < rest.length; row++) {
      rest[row] -= ofA * a[row] + ofB * b[row] + (ofC * c[row] + ofD * d[row]);
    }
  }

  /** Returns the share of a column's variation that is left of it; 0 for a constant. */
  public double tolerance(double[] column) {
    double variation = Moments.squaredDeviations(column);
    if (variation == 0) {
      return 0;
    }
    double[] rest = base == null ? left(column) : residuals(column);
    return Moments.dot(rest, rest) / variation;
  }

  /**
   * Returns the step, 0 and then 1, that explains most of what is left of a column; 0 everywhere
   * when all steps are parts of these columns.
   */
  public double[] largestStep(double[] column) {
    return largestSteps.computeIfAbsent(column, this::largestStepOf);
  }

  private double[] largestStepOf(double[] column) {
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
    if (stepRests == null) {
      double[] rests = new double[rows];
      for (int row = 0; row < rows; row++) {
        rests[row] = rows - row;
      }
      takeSteps(rests);
      stepRests = rests;
    }
    return stepRests;
  }

  private void takeSteps(double[] rests) {
    if (base != null) {
      base.takeSteps(rests);
    }
    for (double[] direction : directions) {
      double after = 0;
      for (int row = rows - 1; row >= 0; row--) {
        after += direction[row];
        rests[row] -= after * after;
      }
    }
  }

  private static double norm(double[] column) {
    return Math.sqrt(Moments.dot(column, column));
  }
}
