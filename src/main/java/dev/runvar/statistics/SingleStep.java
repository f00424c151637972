package dev.runvar.statistics;

import java.io.Serializable;
import java.util.Optional;

/**
 * One step from a level to another one that describes a series far better than a straight line.
 *
 * @param position of the first value at the second level
 * @param before mean of the values before it, {@code after} of it and those behind it
 */
public record SingleStep(int position, double before, double after) implements Serializable {

  private static final int FEWEST = 24;

  /**
   * Levels of fewer values than this share of the series, or than this number, are outliers. In
   * series of 26 values without a step, of which each depends on the one before by 0, 0.5 and 0.8,
   * a step is found in 0 %, 0.5 % and 5 %; in 76 values in 0 %, 0 % and 0.2 % (4,000 simulated
   * series each).
   */
  private static final double SHORTEST_LEVEL = 0.05;

  private static final int FEWEST_OF_LEVEL = 5;

  /** What a step leaves unexplained, at most, as a share of what a line leaves. */
  private static final double BETTER = 0.5;

  /** By so many standard deviations of a value about its level the levels differ at least. */
  private static final double CLEAR = 2;

  /** Returns the step with the least squares; nothing where a line does nearly as well. */
  public static Optional<SingleStep> of(double[] series) {
    int n = series.length;
    if (n < FEWEST) {
      return Optional.empty();
    }
    double all = Moments.mean(series);
    double squares = Moments.squaredDeviations(series);
    double products = 0;
    double places = 0;
    for (int i = 0; i < n; i++) {
      double place = i - (n - 1) / 2.0;
      products += place * (series[i] - all);
      places += place * place;
    }
    double ofLine = squares - products * products / places;

    int shortest = Math.max(FEWEST_OF_LEVEL, (int) Math.ceil(SHORTEST_LEVEL * n));
    double sum = 0;
    double best = 0;
    int position = 0;
    double sumBefore = 0;
    for (int i = 1; i <= n - shortest; i++) {
      sum += series[i - 1] - all;
      // What a step at i explains: the squares between the two levels.
      double explained = sum * sum * n / ((double) i * (n - i));
      if (i >= shortest && explained > best) {
        best = explained;
        position = i;
        sumBefore = sum;
      }
    }
    if (position == 0) {
      return Optional.empty();
    }
    double ofStep = squares - best;
    double before = all + sumBefore / position;
    double after = all - sumBefore / (n - position);
    double deviation = Math.sqrt(Math.max(0, ofStep) / (n - 2));
    return ofStep < BETTER * ofLine && Math.abs(after - before) > CLEAR * deviation
        ? Optional.of(new SingleStep(position, before, after))
        : Optional.empty();
  }
}
