package dev.runvar.facts;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.List;

/**
 * Bins of one run, stored column by column, because Spark transfers the bins of many short runs.
 */
final class BinFacts extends AbstractList<BinFact> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String[] series;
  private final String[] names;
  private final int[] bins;
  private final long[] firstCycles;
  private final long[] lastCycles;
  private final long[] cycles;
  private final double[] weights;
  private final double[] values;
  private final double[] nanos;

  private BinFacts(List<BinFact> facts) {
    series = facts.stream().map(BinFact::series).toArray(String[]::new);
    names = facts.stream().map(BinFact::name).toArray(String[]::new);
    bins = facts.stream().mapToInt(BinFact::bin).toArray();
    firstCycles = facts.stream().mapToLong(BinFact::firstCycle).toArray();
    lastCycles = facts.stream().mapToLong(BinFact::lastCycle).toArray();
    cycles = facts.stream().mapToLong(BinFact::cycles).toArray();
    weights = facts.stream().mapToDouble(BinFact::weight).toArray();
    values = facts.stream().mapToDouble(BinFact::value).toArray();
    nanos = facts.stream().mapToDouble(BinFact::nanos).toArray();
  }

  static BinFacts copyOf(List<BinFact> facts) {
    return facts instanceof BinFacts packed ? packed : new BinFacts(facts);
  }

  @Override
  public BinFact get(int index) {
    return new BinFact(
        series[index],
        names[index],
        bins[index],
        firstCycles[index],
        lastCycles[index],
        cycles[index],
        weights[index],
        values[index],
        nanos[index]);
  }

  @Override
  public int size() {
    return bins.length;
  }
}
