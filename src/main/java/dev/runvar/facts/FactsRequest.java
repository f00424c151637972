package dev.runvar.facts;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The facts to compute for one run, and the data about other runs that they need.
 *
 * @param cycles number of timed cycles, of which positions are a share
 * @param commonCycles that all matched runs have
 * @param runtimeBins bins of the series of its experiment, {@code treatmentBins} of the series of
 *     its treatment; 0 for none
 * @param gauges whose series over the run are wanted, in {@code gaugeBins} bins
 * @param ranges of the exposures whose series are wanted, by column
 * @param exposureBins between the ends of a range; 0 for no such series
 * @param rankedEvery one in so many cycles is kept for rank correlations; 0 for none
 * @param eventBins 1 if cycles are binned by the event in them, else 0
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

  /** The smallest and the largest value of an exposure in all runs. */
  public record Range(double low, double high) implements Serializable {

    /** Returns the union of both ranges. */
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

  /** Returns the largest possible number of bins, with series of this number of exposures. */
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

  /** Returns the same with the ranges, which are known after the first pass over all runs. */
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
