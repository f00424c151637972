package dev.runvar.statistics;

import java.util.Arrays;

/** The smooth trend of one run over its cycles; factorised once for any number of columns. */
public final class Trend {

  /** A step of which the trend leaves less, as a share of its variation, is part of the trend. */
  private static final double LEAST_REST = 0.01;

  private final QrFactorisation factorisation;

  /** What the trend leaves of the squared length of a step at each row; made when first needed. */
  private double[] stepRests;

  private Trend(QrFactorisation factorisation) {
    this.factorisation = factorisation;
  }

  /**
   * Returns the trend of a run.
   *
   * @param positions of the rows in cycles, from 0 to cycles − 1; fractions where cycles were
   *     averaged
   * @param cycles of the run, at least 9
   */
  public static Trend of(double[] positions, int cycles) {
    return new Trend(QrFactorisation.of(NaturalSpline.ofTrend(cycles).basis(positions)));
  }

  /** Returns what the trend leaves of a column. */
  public double[] residuals(double[] column) {
    return factorisation.residuals(column);
  }

  /**
   * Returns the row from which on a step explains most of what the trend leaves of a column; the
   * number of rows when no step is left.
   */
  public int largestStep(double[] column) {
    if (stepRests == null) {
      stepRests = stepRests();
    }
    int rows = column.length;
    double[] rest = residuals(column);
    double after = 0;
    double most = -1;
    int best = rows;
    for (int row = rows - 1; row > 0; row--) {
      after += rest[row];
      double variation = (double) row * (rows - row) / rows;
      double explained = after * after / stepRests[row];
      if (stepRests[row] > LEAST_REST * variation && explained > most) {
        most = explained;
        best = row;
      }
    }
    return best;
  }

  /** Returns a column of a length that is 0 up to a row, and 1 from there on. */
  public static double[] step(int length, int row) {
    double[] step = new double[length];
    Arrays.fill(step, row, length, 1.0);
    return step;
  }

  /** |s|² − |Qᵀs|², where each column of Q is made, summed from its end, and let go. */
  private double[] stepRests() {
    int rows = factorisation.rows();
    double[] rests = new double[rows];
    Arrays.setAll(rests, row -> rows - row);
    for (int i = 0; i < factorisation.rank(); i++) {
      double[] direction = factorisation.direction(i);
      double after = 0;
      for (int row = rows - 1; row >= 0; row--) {
        after += direction[row];
        rests[row] -= after * after;
      }
    }
    return rests;
  }

  /** Returns the number of columns that {@link #with} puts before its own. */
  public int columns() {
    return factorisation.columns();
  }

  /** Returns the trend's columns and then more of them, to regress on. */
  public QrFactorisation with(double[]... more) {
    return factorisation.extended(more);
  }
}
