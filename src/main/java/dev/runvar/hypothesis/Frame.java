package dev.runvar.hypothesis;

import dev.runvar.statistics.QrFactorisation;
import dev.runvar.statistics.QrRegression;
import dev.runvar.statistics.Tolerance;
import dev.runvar.statistics.Trend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows of one run that a regression looks at: its cycles, or their means over those that share a
 * reading of the instrument.
 */
final class Frame {

  /** A spline needs as many, see {@link Trend}. */
  static final int FEWEST_CYCLES = 9;

  private static final String READING = "probe_number";

  private final int cycles;

  /** The reading that each cycle belongs to, in steps of one from 0; −1 for none. */
  private final int[] rowOfCycle;

  private final int rows;
  private final double[] positions;
  private Trend trend;

  private Frame(int cycles, int[] rowOfCycle, int rows) {
    this.cycles = cycles;
    this.rowOfCycle = rowOfCycle;
    this.rows = rows;
    double[] order = new double[cycles];
    Arrays.setAll(order, i -> i);
    positions = averaged(order);
  }

  /** Returns a row a cycle. */
  static Frame ofCycles(RunTelemetry run) {
    int[] row = new int[run.cycles()];
    Arrays.setAll(row, i -> i);
    return new Frame(run.cycles(), row, run.cycles());
  }

  /** Returns a row a reading; a row a cycle where readings are not numbered. */
  static Frame ofReadings(RunTelemetry run) {
    if (run.column(READING).isEmpty()) {
      return ofCycles(run);
    }
    double[] numbers = run.column(READING).get();
    int[] row = new int[run.cycles()];
    int last = -1;
    double lastNumber = Double.NaN;
    for (int i = 0; i < row.length; i++) {
      if (!Double.isNaN(numbers[i]) && numbers[i] != lastNumber) {
        last++;
        lastNumber = numbers[i];
      }
      row[i] = Double.isNaN(numbers[i]) ? -1 : last;
    }
    return new Frame(run.cycles(), row, last + 1);
  }

  /** Returns the mean of a column in each row, NaN where a row has no value. */
  double[] averaged(double[] column) {
    double[] sums = new double[rows];
    int[] counts = new int[rows];
    for (int i = 0; i < cycles; i++) {
      if (rowOfCycle[i] >= 0 && !Double.isNaN(column[i])) {
        sums[rowOfCycle[i]] += column[i];
        counts[rowOfCycle[i]]++;
      }
    }
    for (int row = 0; row < rows; row++) {
      sums[row] = counts[row] == 0 ? Double.NaN : sums[row] / counts[row];
    }
    return sums;
  }

  /**
   * What an outcome owes to an exposure beside the trend.
   *
   * @param slope of the outcome on the exposure; NaN when the exposure depends on the others
   * @param spread q95 − q05 of the exposure
   * @param tolerance of the exposure; 0 when it is constant
   */
  record Fit(double slope, double spread, double tolerance) {

    private static final Fit NONE = new Fit(Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * What an outcome owes to an exposure, and what is left of that when the exposure's largest step
   * counts as a part of the trend.
   *
   * @param stepAt place of that step in the run, from 0 to 1
   */
  record Fits(Fit besideTrend, Fit besideStep, double stepAt) {}

  /** Regresses; NaN everywhere when there are too few rows. */
  Fits fit(double[] outcome, double[] exposure, List<double[]> covariates) {
    Rows used = rowsOf(outcome, exposure, covariates);
    if (used.count() < FEWEST_CYCLES || cycles < FEWEST_CYCLES) {
      return new Fits(Fit.NONE, Fit.NONE, Double.NaN);
    }
    double[] y = used.of(averaged(outcome));
    double[] x = used.of(averaged(exposure));
    Trend ownTrend = used.trend();
    double[][] others =
        Tolerance.identifiable(
                ownTrend, covariates.stream().map(c -> used.of(averaged(c))).toList())
            .toArray(double[][]::new);
    int step = ownTrend.largestStep(x);
    return new Fits(
        fit(y, x, ownTrend.with(others)),
        fit(y, x, ownTrend.with(Trend.step(x.length, step)).extended(others)),
        (double) step / x.length);
  }

  private static Fit fit(double[] y, double[] x, QrFactorisation others) {
    QrRegression regression = QrRegression.of(others.extended(x), y);
    if (regression.degreesOfFreedom() <= 0) {
      return new Fit(Double.NaN, Quantiles.spread(x), Double.NaN);
    }
    return new Fit(
        regression.coefficients().get(regression.coefficients().size() - 1),
        Quantiles.spread(x),
        Tolerance.of(x, others));
  }

  /**
   * Returns the slopes of an outcome on covariates beside the trend, 0 for those that depend on
   * others or hardly differ from the trend.
   */
  double[] slopes(double[] outcome, List<double[]> covariates) {
    Rows used = rowsOf(outcome, outcome, covariates);
    double[] slopes = new double[covariates.size()];
    if (covariates.isEmpty() || used.count() < FEWEST_CYCLES || cycles < FEWEST_CYCLES) {
      return slopes;
    }
    Trend ownTrend = used.trend();
    List<double[]> columns = covariates.stream().map(c -> used.of(averaged(c))).toList();
    List<double[]> kept = Tolerance.identifiable(ownTrend, columns);
    QrRegression regression =
        QrRegression.of(ownTrend.with(kept.toArray(double[][]::new)), used.of(averaged(outcome)));
    for (int i = 0; i < kept.size(); i++) {
      double slope = regression.coefficients().get(ownTrend.columns() + i);
      slopes[columns.indexOf(kept.get(i))] = Double.isNaN(slope) ? 0 : slope;
    }
    return slopes;
  }

  /** Rows in which no column misses a value, with their trend. */
  record Complete(Trend trend, List<double[]> columns) {

    Complete {
      columns = List.copyOf(columns);
    }
  }

  /** Returns the rows that have all columns, at least one; nothing when they are too few. */
  Optional<Complete> complete(List<double[]> columns, int fewest) {
    Rows used = rowsOf(columns.get(0), columns.get(0), columns);
    if (used.count() < Math.max(fewest, FEWEST_CYCLES)) {
      return Optional.empty();
    }
    List<double[]> kept = columns.stream().map(c -> used.of(averaged(c))).toList();
    return Optional.of(new Complete(used.trend(), kept));
  }

  private Rows rowsOf(double[] outcome, double[] exposure, List<double[]> covariates) {
    List<double[]> needed = new ArrayList<>(covariates);
    needed.add(outcome);
    needed.add(exposure);
    boolean[] complete = new boolean[rows];
    Arrays.fill(complete, true);
    for (double[] column : needed) {
      double[] values = averaged(column);
      for (int row = 0; row < rows; row++) {
        complete[row] &= !Double.isNaN(values[row]);
      }
    }
    int count = 0;
    for (boolean each : complete) {
      count += each ? 1 : 0;
    }
    return new Rows(complete, count);
  }

  /** The rows in which nothing is missing. */
  private final class Rows {

    private final boolean[] complete;
    private final int count;

    Rows(boolean[] complete, int count) {
      this.complete = complete;
      this.count = count;
    }

    int count() {
      return count;
    }

    double[] of(double[] values) {
      if (count == rows) {
        return values;
      }
      double[] kept = new double[count];
      for (int row = 0, to = 0; row < rows; row++) {
        if (complete[row]) {
          kept[to++] = values[row];
        }
      }
      return kept;
    }

    /** The trend of all rows is factorised once. */
    Trend trend() {
      if (count < rows) {
        return Trend.of(of(positions), cycles);
      }
      if (trend == null) {
        trend = Trend.of(positions, cycles);
      }
      return trend;
    }
  }
}
