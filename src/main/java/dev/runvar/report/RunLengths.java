package dev.runvar.report;

import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import dev.runvar.result.RuntimeSeries.GaugeSeries;
import dev.runvar.result.RuntimeSeries.Lengths;
import dev.runvar.result.RuntimeSeries.TreatmentSeries;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of series whose runs differ in length how their bins compare. */
final class RunLengths {

  private RunLengths() {}

  /** Returns the note on all experiments of some series, nothing when each has equal runs. */
  static Optional<String> note(List<ExperimentSeries> series) {
    return noteOf(series.stream().map(ExperimentSeries::lengths));
  }

  static Optional<String> note(ExperimentSeries series) {
    return note(List.of(series));
  }

  static Optional<String> treatmentNote(List<TreatmentSeries> series) {
    return noteOf(series.stream().map(TreatmentSeries::lengths));
  }

  static Optional<String> gaugeNote(List<GaugeSeries> series) {
    return noteOf(series.stream().map(GaugeSeries::lengths));
  }

  /** Returns the note on everything that is drawn of a study over its runs. */
  static Optional<String> note(RuntimeSeries series) {
    return note(series.experiments());
  }

  private static Optional<String> noteOf(Stream<Lengths> lengths) {
    List<Lengths> unequal = lengths.filter(Objects::nonNull).toList();
    return unequal.stream()
        .reduce(
            (a, b) ->
                new Lengths(
                    Math.min(a.shortest(), b.shortest()), Math.max(a.longest(), b.longest())))
        .map(
            all ->
                "by share of the run: runs have %,d to %,d cycles"
                    .formatted(all.shortest(), all.longest()));
  }
}
