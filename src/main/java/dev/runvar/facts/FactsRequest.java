package dev.runvar.facts;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is wanted of one run, and what has to be known of the others for it.
 *
 * @param cycles number of timed cycles, that positions are a share of
 * @param commonCycles that all matched runs have
 * @param runtimeBins of the series of its experiment, {@code treatmentBins} of that of its
 *     treatment; 0 for none
 * @param gauges whose series over the run are wanted, in {@code gaugeBins} bins
 * @param ranges of the exposures whose series are wanted, by column
 * @param exposureBins between the ends of a range; 0 for no such series
 * @param rankedEvery of how many cycles one is kept for rank correlations; 0 for none
 * @param eventBins 1 when cycles are told apart by what happened in them, else 0
 */
public record FactsRequest(
    long cycles,
    long commonCycles,
    int runtimeBins,
    int treatmentBins,
    Set<String> gauges,
    int gaugeBins,
    Map<String, Range> ranges,
    int exposureBins,
    long rankedEvery,
    int eventBins)
    implements Serializable {

  /** The least and the largest value of an exposure in all runs. */
  public record Range(double low, double high) implements Serializable {

    /** Returns the range of both. */
    public Range with(Range other) {
      return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }
  }

  public FactsRequest {
    if (cycles < 1 || commonCycles < 1) {
      throw new IllegalArgumentException(
          "facts of a run of %d cycles, %d of them common".formatted(cycles, commonCycles));
    }
    gauges = Set.copyOf(gauges);
    ranges = new TreeMap<>(ranges);
  }

  /** Returns how many bins there are at most, with series of so many exposures. */
  public int mostBins(int exposures) {
    int eventKinds = 3 * eventBins;
    int ofExposure = (int) Math.min(exposureBins, cycles);
    return runtimeBins
        + treatmentBins
        + gauges.size() * gaugeBins
        + exposures * ofExposure
        + eventKinds;
  }

  /** Returns the same without series and ranks. */
  public FactsRequest statisticsOnly() {
    return new FactsRequest(cycles, commonCycles, 0, 0, Set.of(), 0, Map.of(), 0, 0, 0);
  }

  /** Returns the same with the ranges, which are known when all runs were looked at. */
  public FactsRequest withRanges(Map<String, Range> found) {
    return new FactsRequest(
        cycles,
        commonCycles,
        runtimeBins,
        treatmentBins,
        gauges,
        gaugeBins,
        found,
        exposureBins,
        rankedEvery,
        eventBins);
  }
}
