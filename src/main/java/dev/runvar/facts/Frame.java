package dev.runvar.facts;

import dev.runvar.statistics.Gaps;
import dev.runvar.statistics.NaturalSpline;
import dev.runvar.statistics.OrthonormalColumns;
import dev.runvar.statistics.QrRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one run for a regression: its cycles, means over blocks of cycles, or means over the
 * cycles that share a reading of the instrument.
 */
public final class Frame {

  private static final String READING = "probe_number";

  private final RunTelemetry run;

  /** The row of each cycle, numbered from 0; −1 for a cycle without a row. */
  private final int[] rowOfCycle;

  private final int rows;
  private final IdentityHashMap<double[], double[]> averaged = new IdentityHashMap<>();
  private final IdentityHashMap<double[], double[]> filled = new IdentityHashMap<>();
  private OrthonormalColumns trend;

  private Frame(RunTelemetry run, int[] rowOfCycle, int rows) {
    this.run = run;
    this.rowOfCycle = rowOfCycle;
    this.rows = rows;
  }

  /** Returns a row for the timed cycles in each block of a number of rows of the run. */
  public static Frame ofCycles(RunTelemetry run, int cyclesPerRow) {
    double[] blocks = new double[run.cycles()];
    Arrays.setAll(blocks, i -> Math.floor((double) run.rowOfCycle()[i] / cyclesPerRow));
    return numbered(run, blocks);
  }

  /** Returns one row per reading; like {@link #ofCycles} if readings are not numbered. */
  public static Frame ofReadings(RunTelemetry run, int cyclesPerRow) {
    if (run.column(READING).isEmpty()) {
      return ofCycles(run, cyclesPerRow);
    }
    return numbered(run, run.column(READING).get());
  }

  /**
   * Consecutive cycles with the same reading number form a row; cycles without a number have none.
   */
  private static Frame numbered(RunTelemetry run, double[] numbers) {
    int[] row = new int[run.cycles()];
    int last = -1;
    double lastNumber = Double.NaN;
    for (int i = 0; i < row.length; i++) {
      double own = numbers[i];
      if (!Double.isNaN(own) && own != lastNumber) {
        last++;
        lastNumber = own;
      }
      row[i] = Double.isNaN(own) ? -1 : last;
    }
    return new Frame(run, row, last + 1);
  }

  /** Returns the first timed cycle of each row. */
  int[] firstCycles() {
    int[] first = new int[rows];
    for (int i = rowOfCycle.length - 1; i >= 0; i--) {
      if (rowOfCycle[i] >= 0) {
        first[rowOfCycle[i]] = i;
      }
    }
    return first;
  }

  /**
   * Returns the mean of a column in each row, NaN if a row has no value; the column itself if each
   * cycle is a row. It is computed once per column. Neither the column nor the means may be changed
   * afterwards.
   */
  public double[] averaged(double[] column) {
    return averaged.computeIfAbsent(column, this::means);
  }

  /** Returns the means of a column, with linear interpolation in rows without a value. */
  public double[] filled(double[] column) {
    return filled.computeIfAbsent(column, own -> Gaps.filled(averaged(own)));
  }

  private double[] means(double[] column) {
    if (rows == rowOfCycle.length) {
      return column;
    }
    double[] means = new double[rows];
    int i = 0;
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      int count = 0;
      for (; i < rowOfCycle.length && rowOfCycle[i] <= row; i++) {
        if (rowOfCycle[i] == row && !Double.isNaN(column[i])) {
          sum += column[i];
          count++;
        }
      }
      means[row] = count == 0 ? Double.NaN : sum / count;
    }
    return means;
  }

  /** Returns for each cycle the value of its row; NaN if it has no row. */
  double[] expanded(double[] ofRows) {
    double[] ofCycles = new double[rowOfCycle.length];
    Arrays.setAll(ofCycles, i -> rowOfCycle[i] < 0 ? Double.NaN : ofRows[rowOfCycle[i]]);
    return ofCycles;
  }

  /**
   * Returns covariates as rows, interpolated between their readings. Covariates that are constant
   * or have fewer than nine readings are left out.
   */
  public List<double[]> covariates(Collection<double[]> columns) {
    return columns.stream().map(this::filled).filter(Gaps::varies).toList();
  }

  /** Returns the rows in which each of these columns of rows has a value. */
  public Rows complete(Collection<double[]> columns) {
    boolean[] complete = new boolean[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      boolean all = true;
      for (double[] column : columns) {
        all &= !Double.isNaN(column[row]);
      }
      complete[row] = all;
      count += all ? 1 : 0;
    }
    return new Rows(complete, count);
  }

  /**
   * Returns the slopes of a column on covariates, adjusted for the trend. A slope is 0 if the
   * covariate depends linearly on others or on the trend; all are 0 if there are too few rows.
   *
   * @param covariates columns of rows, without gaps
   */
  public double[] slopes(double[] column, List<double[]> covariates, int fewestRows) {
    double[] outcome = averaged(column);
    Rows used = complete(List.of(outcome));
    double[] slopes = new double[covariates.size()];
    if (covariates.isEmpty() || used.count() < fewestRows || !used.hasTrend()) {
      return slopes;
    }
    OrthonormalColumns own = used.trend();
    List<Integer> kept = new ArrayList<>();
    List<double[]> rests = new ArrayList<>();
    for (int i = 0; i < covariates.size(); i++) {
      double[] values = used.of(covariates.get(i));
      if (own.tolerance(values) > LEAST_TOLERANCE) {
        kept.add(i);
        rests.add(own.residuals(values));
      }
    }
    if (!rests.isEmpty()) {
      double[] found = QrRegression.coefficients(rests, own.residuals(used.of(outcome)));
      for (int i = 0; i < kept.size(); i++) {
        slopes[kept.get(i)] = Double.isNaN(found[i]) ? 0 : found[i];
      }
    }
    return slopes;
  }

  /** Detrending leaves only rounding of a covariate with a lower tolerance than this. */
  private static final double LEAST_TOLERANCE = 1e-6;

  /** Returns the trend of all rows; empty if the run is too short for one. */
  public Optional<OrthonormalColumns> trend() {
    Rows all = complete(List.of());
    return all.hasTrend() ? Optional.of(all.trend()) : Optional.empty();
  }

  /** The rows without missing values. */
  public final class Rows {

    private final boolean[] complete;
    private final int count;

    private Rows(boolean[] complete, int count) {
      this.complete = complete;
      this.count = count;
    }

    public int count() {
      return count;
    }

    public double[] of(double[] values) {
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

    /** Returns whether there are enough rows for a trend. */
    public boolean hasTrend() {
      return count >= Gaps.FEWEST_READINGS && run.rows() >= Gaps.FEWEST_READINGS;
    }

    /** Returns the natural spline of the run at these rows; for all rows it is computed once. */
    public OrthonormalColumns trend() {
      if (count == rows && trend != null) {
        return trend;
      }
      double[] order = Arrays.stream(run.rowOfCycle()).asDoubleStream().toArray();
      OrthonormalColumns made =
          OrthonormalColumns.of(NaturalSpline.ofTrend(run.rows()).basis(of(averaged(order))));
      if (count == rows) {
        trend = made;
      }
      return made;
    }
  }
}
