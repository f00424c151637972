package dev.runvar.statistics;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The mean difference of two samples whose variances may differ, averaged over strata; the degrees
 * of freedom are those of Welch and Satterthwaite.
 *
 * @param difference mean over strata of the second mean minus the first
 */
public record WelchDifference(double difference, double standardError, double degreesOfFreedom) {

  /** Two samples that are like each other in all but what is compared, at least two of each. */
  public record Stratum(List<Double> first, List<Double> second) {

    public Stratum {
      first = List.copyOf(first);
      second = List.copyOf(second);
      if (first.size() < 2 || second.size() < 2) {
        throw new IllegalArgumentException(
            "samples of %d and %d values".formatted(first.size(), second.size()));
      }
    }
  }

  /** Returns the difference of two means of which the errors are known, each over two or more. */
  public static WelchDifference ofMeans(MeanError first, MeanError second) {
    double variance = 0;
    double squares = 0;
    for (MeanError mean : List.of(first, second)) {
      double ofMean = mean.error() * mean.error();
      variance += ofMean;
      squares += ofMean * ofMean / (mean.count() - 1);
    }
    return new WelchDifference(
        second.mean() - first.mean(),
        Math.sqrt(variance),
        squares == 0 ? 1 : variance * variance / squares);
  }

  /** A mean with its standard error, and the number of values that it is of. */
  public record MeanError(double mean, double error, int count) {}

  /** Returns the difference; throws {@link IllegalArgumentException} without a stratum. */
  public static WelchDifference of(List<Stratum> strata) {
    if (strata.isEmpty()) {
      throw new IllegalArgumentException("no stratum");
    }
    double difference = 0;
    double variance = 0;
    double squares = 0;
    int count = strata.size();
    for (Stratum stratum : strata) {
      double[] first = array(stratum.first());
      double[] second = array(stratum.second());
      difference += (Moments.mean(second) - Moments.mean(first)) / count;
      for (double[] sample : List.of(first, second)) {
        double deviation = Moments.standardDeviation(sample);
        double ofMean = deviation * deviation / sample.length / count / count;
        variance += ofMean;
        squares += ofMean * ofMean / (sample.length - 1);
      }
    }
    return new WelchDifference(
        difference, Math.sqrt(variance), squares == 0 ? count : variance * variance / squares);
  }

  /** Returns the confidence interval. */
  public MeanInterval interval(double confidence) {
    double half =
        standardError
            * new TDistribution(null, degreesOfFreedom)
                .inverseCumulativeProbability((1 + confidence) / 2);
    return new MeanInterval(difference, difference - half, difference + half);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
