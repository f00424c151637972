package dev.runvar.statistics;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** The slopes between all pairs of points, of which any order statistic can be asked for. */
final class SlopeRanks {

  private final double[] x;
  private final double[] y;
  private final double[] turned;
  private final TurnedOrder order;

  /** Takes at least two points, x strictly increasing. */
  SlopeRanks(double[] x, double[] y) {
    if (x.length < 2 || x.length != y.length) {
      throw new IllegalArgumentException(x.length + " x and " + y.length + " y");
    }
    for (int i = 1; i < x.length; i++) {
      if (!(x[i - 1] < x[i])) {
        throw new IllegalArgumentException("x must increase: " + x[i - 1] + ", " + x[i]);
      }
    }
    this.x = x;
    this.y = y;
    turned = new double[x.length];
    order = new TurnedOrder(x.length);
  }

  /** Returns the number of pairs. */
  long count() {
    return x.length * (x.length - 1L) / 2;
  }

  double median() {
    long count = count();
    double upper = ofRank(count / 2);
    return count % 2 == 1 ? upper : (ofRank(count / 2 - 1) + upper) / 2;
  }

  /** Returns the variance of Kendall's S for independent y, with its correction for ties. */
  double varianceOfS() {
    double[] sorted = y.clone();
    Arrays.sort(sorted);
    double n = x.length;
    double ties = 0;
    int run = 1;
    for (int i = 1; i <= sorted.length; i++) {
      if (i < sorted.length && sorted[i] == sorted[i - 1]) {
        run++;
      } else {
        ties += run * (run - 1.0) * (2.0 * run + 5);
        run = 1;
      }
    }
    return (n * (n - 1) * (2 * n + 5) - ties) / 18;
  }

  /**
   * Returns the slope of a rank from 0, to within the rounding of y − slope·x. A slope of 0 is
   * exact.
   */
  double ofRank(long rank) {
    double low = 0;
    double high = 0;
    Inversions flat = below(0);
    if (rank < flat.strict()) {
      low = Math.nextDown(extreme(Double.POSITIVE_INFINITY, Math::min));
    } else if (rank >= flat.strict() + flat.tied()) {
      high = extreme(Double.NEGATIVE_INFINITY, Math::max);
    }
    double middle = low / 2 + high / 2;
    while (low < middle && middle < high) {
      Inversions inversions = below(middle);
      if (rank < inversions.strict() + inversions.tied()) {
        high = middle;
      } else {
        low = middle;
      }
      middle = low / 2 + high / 2;
    }
    return high;
  }

  /** Counts the pairs whose slope is less than (strict) and equal to (tied) the given one. */
  private Inversions below(double slope) {
    for (int i = 0; i < x.length; i++) {
      turned[i] = y[i] - slope * (x[i] - x[0]);
    }
    return order.sortedBy(turned);
  }

  /** Every slope lies between the extremes of those of neighbours. */
  private double extreme(double start, DoubleBinaryOperator more) {
    double extreme = start;
    for (int i = 1; i < x.length; i++) {
      extreme = more.applyAsDouble(extreme, (y[i] - y[i - 1]) / (x[i] - x[i - 1]));
    }
    return extreme;
  }
}
