package dev.runvar.facts;

/**
 * Means, variances and covariance of two columns over the rows that have both values.
 *
 * @param count number of those rows
 * @param varianceX mean square deviation from the mean, NaN without a row, like the others
 */
record Pairs(
    int count, double meanX, double meanY, double varianceX, double varianceY, double covariance) {

  private static final Pairs NONE =
      new Pairs(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** The rows to include. */
  interface Rows {
    boolean has(int row);
  }

  /**
   * Passes over the rows twice, to avoid numerical cancellation.
   *
   * @param x null if no row has a value; {@code y} likewise
   */
  static Pairs of(double[] x, double[] y, Rows rows) {
    if (x == null || y == null) {
      return NONE;
    }
    int count = 0;
    double sumX = 0;
    double sumY = 0;
    for (int row = 0; row < x.length; row++) {
      if (rows.has(row) && !Double.isNaN(x[row]) && !Double.isNaN(y[row])) {
        count++;
        sumX += x[row];
        sumY += y[row];
      }
    }
    if (count == 0) {
      return NONE;
    }
    double meanX = sumX / count;
    double meanY = sumY / count;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int row = 0; row < x.length; row++) {
      if (rows.has(row) && !Double.isNaN(x[row]) && !Double.isNaN(y[row])) {
        double dx = x[row] - meanX;
        double dy = y[row] - meanY;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
      }
    }
    return new Pairs(count, meanX, meanY, xx / count, yy / count, xy / count);
  }

  /** Returns the slope of y on x, NaN where x does not vary. */
  double slope() {
    return varianceX > 0 ? covariance / varianceX : Double.NaN;
  }
}
