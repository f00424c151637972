package dev.runvar.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Sums over the cycles of a run that fall into the same bin. */
final class BinSums {

  private final long[] first;
  private final long[] last;
  private final int[] cycles;
  private final double[] values;
  private final double[] nanos;

  BinSums(int bins) {
    first = new long[bins];
    Arrays.fill(first, Long.MAX_VALUE);
    last = new long[bins];
    cycles = new int[bins];
    values = new double[bins];
    nanos = new double[bins];
  }

  void add(int bin, long cycle, double value, double wallNanos) {
    first[bin] = Math.min(first[bin], cycle);
    last[bin] = Math.max(last[bin], cycle);
    cycles[bin]++;
    values[bin] += value;
    nanos[bin] += wallNanos;
  }

  /** Returns the bins that have cycles; each run counts the same in a bin. */
  List<BinFact> ofRuns(String series, String name) {
    return facts(series, name, ofBin -> 1);
  }

  /** Returns the bins that have cycles; each cycle counts the same in a bin. */
  List<BinFact> ofCycles(String series, String name) {
    return facts(series, name, ofBin -> ofBin);
  }

  private List<BinFact> facts(String series, String name, IntToDoubleFunction weight) {
    List<BinFact> facts = new ArrayList<>();
    for (int bin = 0; bin < cycles.length; bin++) {
      if (cycles[bin] > 0) {
        facts.add(
            new BinFact(
                series,
                name,
                bin,
                first[bin],
                last[bin],
                cycles[bin],
                weight.applyAsDouble(cycles[bin]),
                values[bin] / cycles[bin],
                nanos[bin] / cycles[bin]));
      }
    }
    return facts;
  }
}
