package dev.runvar.facts;

import dev.runvar.facts.FactsRequest.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the cycles of a run into the bins of series. */
final class SeriesOfRun {

  private static final String COMPOSITION = "composition";
  private static final String NO_COMPOSITION = "no composition";
  private static final String BURST = "burst";

  private final TimedRows run;
  private final FactsRequest request;
  private final int[] places;

  SeriesOfRun(TimedRows run, FactsRequest request) {
    this.run = run;
    this.request = request;
    places = run.places();
  }

  List<BinFact> bins(Map<String, double[]> gauges) {
    List<BinFact> facts = new ArrayList<>();
    facts.addAll(overRun(run.wall(), request.runtimeBins()).ofRuns(RunFacts.RUNTIME, ""));
    facts.addAll(overRun(run.wall(), request.treatmentBins()).ofRuns(RunFacts.TREATMENT, ""));
    for (String gauge : request.gauges()) {
      if (gauges.containsKey(gauge)) {
        facts.addAll(overRun(gauges.get(gauge), request.gaugeBins()).ofRuns(RunFacts.GAUGE, gauge));
      }
    }
    request.ranges().forEach((column, range) -> facts.addAll(exposure(column, range)));
    if (request.eventBins() > 0) {
      facts.addAll(events());
    }
    return facts;
  }

  private BinSums overRun(double[] column, int bins) {
    BinSums sums = new BinSums(bins);
    for (int row = 0; bins > 0 && row < column.length; row++) {
      if (places[row] >= 0 && TimedRows.isReading(column[row])) {
        int bin = (int) Math.min(bins - 1, (long) places[row] * bins / run.cycles());
        sums.add(bin, run.cycle(row), 0, column[row]);
      }
    }
    return sums;
  }

  private List<BinFact> exposure(String name, Range range) {
    double[] column = run.columnOrNull(name);
    if (column == null) {
      return List.of();
    }
    int bins = request.exposureBins();
    double width = range.high() - range.low();
    BinSums sums = new BinSums(bins);
    for (int row = 0; row < column.length; row++) {
      if (places[row] >= 0 && TimedRows.isReading(column[row])) {
        double share = width > 0 ? bins * (column[row] - range.low()) / width : 0;
        sums.add(
            (int) Math.min(bins - 1, Math.floor(share)),
            run.cycle(row),
            column[row],
            run.wall()[row]);
      }
    }
    return sums.ofCycles(RunFacts.EXPOSURE, name);
  }

  private List<BinFact> events() {
    double[] clusters = run.columnOrNull("clusters");
    double[] bursts = run.columnOrNull("bursts");
    if (clusters == null || bursts == null) {
      return List.of();
    }
    List<String> names = List.of(BURST, COMPOSITION, NO_COMPOSITION);
    BinSums[] sums = {new BinSums(1), new BinSums(1), new BinSums(1)};
    for (int row = 0; row < clusters.length; row++) {
      if (places[row] >= 0 && !Double.isNaN(clusters[row]) && !Double.isNaN(bursts[row])) {
        int event = bursts[row] > 0 ? 0 : clusters[row] > 0 ? 1 : 2;
        sums[event].add(0, run.cycle(row), 0, run.wall()[row]);
      }
    }
    List<BinFact> facts = new ArrayList<>();
    for (int event = 0; event < sums.length; event++) {
      facts.addAll(sums[event].ofCycles(RunFacts.EVENT, names.get(event)));
    }
    return facts;
  }
}
