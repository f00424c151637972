package dev.runvar.statistics;

import java.io.Serializable;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How the mean of a series changes from its first values to its last ones, where values that follow
 * each other are alike.
 *
 * <p>The variance of each mean is that of an autoregression of order 1 about the window's own
 * trend. Its coefficient comes from all windows of that length, without their trends, and is
 * corrected for the bias that taking them out brings (about −(2 + 4φ)/n, Kendall 1954, Orcutt and
 * Winokur 1969). A mean of n values then counts as one of n(1 − φ)/(1 + φ) independent ones.
 *
 * @param logRatio logarithm of the last mean over the first one
 * @param standardError of the logarithm
 * @param degreesOfFreedom of the t distribution that the error goes by
 */
public record WindowChange(double logRatio, double standardError, double degreesOfFreedom)
    implements Serializable {

  /** Above this coefficient the series is too near to a random walk. */
  private static final double MOST_ALIKE = 0.97;

  /** A mean of fewer independent values has no error worth the name. */
  private static final double FEWEST_INDEPENDENT = 10;

  /** A straight line has two. */
  private static final int OF_A_LINE = 2;

  /**
   * Returns the change, nothing where the series is too short or too much alike to tell its error,
   * or where a mean is not positive.
   *
   * @param firstLength how many values the first window has, {@code lastLength} the last one
   */
  public static Optional<WindowChange> of(double[] series, int firstLength, int lastLength) {
    int shortest = Math.min(firstLength, lastLength);
    if (shortest < FEWEST_INDEPENDENT) {
      return Optional.empty();
    }
    double phi = phi(series, firstLength);
    double inflation = (1 + phi) / (1 - phi);
    double independent = shortest / inflation;
    if (phi > MOST_ALIKE || independent < FEWEST_INDEPENDENT) {
      return Optional.empty();
    }
    Window first = new Window(series, 0, firstLength);
    Window last = new Window(series, series.length - lastLength, series.length);
    if (!(first.mean() > 0) || !(last.mean() > 0)) {
      return Optional.empty();
    }
    double error =
        Math.sqrt(
            first.squaredErrorOfMean(inflation) / (first.mean() * first.mean())
                + last.squaredErrorOfMean(inflation) / (last.mean() * last.mean()));
    return Optional.of(
        new WindowChange(Math.log(last.mean() / first.mean()), error, independent - OF_A_LINE));
  }

  private static double phi(double[] series, int length) {
    double products = 0;
    double squares = 0;
    for (int begin = 0; begin + length <= series.length; begin += length) {
      Window window = new Window(series, begin, begin + length);
      double before = 0;
      for (int i = begin; i < begin + length; i++) {
        double residual = window.residual(i);
        squares += residual * residual;
        products += residual * before;
        before = residual;
      }
    }
    if (squares == 0) {
      return 0;
    }
    double corrected = (length * products / squares + OF_A_LINE) / (length - 2 * OF_A_LINE);
    return Math.max(0, corrected);
  }

  /** Returns half the width of a confidence interval of the logarithm. */
  public double halfWidth(double confidence) {
    return standardError
        * new TDistribution(degreesOfFreedom).inverseCumulativeProbability((1 + confidence) / 2);
  }

  /** Some values of a series with their straight line. */
  private static final class Window {

    private final double[] series;
    private final int begin;
    private final int end;
    private final double mean;
    private final double slope;

    Window(double[] series, int begin, int end) {
      this.series = series;
      this.begin = begin;
      this.end = end;
      double sum = 0;
      for (int i = begin; i < end; i++) {
        sum += series[i];
      }
      mean = sum / (end - begin);
      double products = 0;
      double squares = 0;
      for (int i = begin; i < end; i++) {
        products += place(i) * (series[i] - mean);
        squares += place(i) * place(i);
      }
      slope = products / squares;
    }

    private double place(int i) {
      return i - begin - (end - begin - 1) / 2.0;
    }

    double mean() {
      return mean;
    }

    double residual(int i) {
      return series[i] - mean - slope * place(i);
    }

    double squaredErrorOfMean(double inflation) {
      int length = end - begin;
      double squares = 0;
      for (int i = begin; i < end; i++) {
        squares += residual(i) * residual(i);
      }
      double variance = squares / (length - OF_A_LINE * inflation);
      return variance * inflation / length;
    }
  }
}
