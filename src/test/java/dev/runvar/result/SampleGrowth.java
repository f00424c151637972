package dev.runvar.result;

import java.util.List;

/** A made-up growth for tests; what is not set is empty or null. */
public final class SampleGrowth {

  private final int seeds;
  private final double totalNanos;
  private List<Double> interval;
  private List<Growth.Part> parts = List.of();
  private List<Growth.Overlay> overlays;
  private List<Growth.Outlier> outliers;
  private Growth.Change withoutOutliers;
  private List<Growth.Gauge> gauges;
  private Growth.Within within;
  private List<Growth.Step> steps;
  private Double memoryChange;

  /** A growth of this much over so many seeds, without anything else. */
  public SampleGrowth(int seeds, double totalNanos) {
    this.seeds = seeds;
    this.totalNanos = totalNanos;
  }

  /** Sets the 95 % interval of the total. */
  public SampleGrowth interval(List<Double> lowAndHigh) {
    interval = lowAndHigh;
    return this;
  }

  public SampleGrowth parts(List<Growth.Part> those) {
    parts = those;
    return this;
  }

  public SampleGrowth overlays(List<Growth.Overlay> those) {
    overlays = those;
    return this;
  }

  /** Sets the outliers, and what the growth is without them. */
  public SampleGrowth outliers(List<Growth.Outlier> those, Growth.Change without) {
    outliers = those;
    withoutOutliers = without;
    return this;
  }

  public SampleGrowth gauges(List<Growth.Gauge> those) {
    gauges = those;
    return this;
  }

  public SampleGrowth within(Growth.Within runs) {
    within = runs;
    return this;
  }

  public SampleGrowth steps(List<Growth.Step> those) {
    steps = those;
    return this;
  }

  /** Sets the change of memory, as a share. */
  public SampleGrowth memoryChange(Double share) {
    memoryChange = share;
    return this;
  }

  public Growth get() {
    return new Growth(
        seeds,
        totalNanos,
        interval,
        parts,
        overlays,
        null,
        outliers,
        withoutOutliers,
        null,
        null,
        gauges,
        within,
        steps,
        null,
        null,
        memoryChange);
  }
}
