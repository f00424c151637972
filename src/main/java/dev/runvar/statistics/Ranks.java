package dev.runvar.statistics;

import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Ranks from 1, the average for ties. */
final class Ranks {

  private Ranks() {}

  /** Returns the ranks of values, none of which may be NaN; the two zeros are a tie. */
  static double[] of(double[] values) {
    // The ranking takes −0.0 for less than 0.0; adding 0.0 leaves one zero only.
    return new NaturalRanking().rank(DoubleStream.of(values).map(value -> value + 0.0).toArray());
  }
}
