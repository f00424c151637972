package dev.runvar.exchange;

import java.util.OptionalLong;

/** A clock or counter of a run, whose differences from row to row are the values. */
final class ClockReading {

  private static final double MOSTLY = 0.2;
  private static final double PRECISION = 1e-9;

  private final TimeText.Moments moments = new TimeText.Moments();
  private double last = Double.NaN;
  private long firstMoment;
  private boolean hasMoment;

  /** Whether all values so far are whole multiples of their unit. */
  private boolean isCoarse = true;

  private long differences;
  private long zeros;

  /** How a reading compares with the previous one. */
  enum Step {
    FIRST,
    FALL,
    ON
  }

  private Step step = Step.FIRST;

  /** Begins a run. */
  void begin() {
    last = Double.NaN;
  }

  /** Returns a point in time as nanoseconds since the first one that was read. */
  double moment(Cell cell) {
    OptionalLong nanos = moments.nanos(cell);
    if (nanos.isEmpty()) {
      return Double.NaN;
    }
    if (!hasMoment) {
      firstMoment = nanos.getAsLong();
      hasMoment = true;
    }
    return (double) (nanos.getAsLong() - firstMoment);
  }

  /**
   * Takes a reading and returns its difference from the previous one; NaN if there is no previous
   * one, or if the reading falls.
   *
   * @param unit size of the file's unit in our unit
   */
  double difference(double value, double unit) {
    double difference = value - last;
    step = Double.isNaN(last) ? Step.FIRST : difference < 0 ? Step.FALL : Step.ON;
    last = value;
    isCoarse &= Math.abs(value / unit - Math.rint(value / unit)) < PRECISION;
    if (step != Step.ON) {
      return Double.NaN;
    }
    differences++;
    zeros += difference == 0 ? 1 : 0;
    return difference;
  }

  Step step() {
    return step;
  }

  /** Returns the share of differences that are zero because the clock counts whole units. */
  double shareOfZeros() {
    return isCoarse && differences > 0 && zeros > MOSTLY * differences
        ? zeros / (double) differences
        : 0;
  }
}
