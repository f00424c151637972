package dev.runvar.statistics;

/** The smooth trend of one run over its cycles; factorised once for any number of columns. */
public final class Trend {

  private final QrFactorisation factorisation;

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

  /** Returns the number of columns that {@link #with} puts before its own. */
  public int columns() {
    return factorisation.columns();
  }

  /** Returns the trend's columns and then more of them, to regress on. */
  public QrFactorisation with(double[]... more) {
    return factorisation.extended(more);
  }
}
