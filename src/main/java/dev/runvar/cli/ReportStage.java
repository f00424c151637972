package dev.runvar.cli;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.report.AnalysisJson;
import dev.runvar.report.Figure;
import dev.runvar.report.FigureSet;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The third stage of a study: draw what the analysis found. */
final class ReportStage {

  private ReportStage() {}

  /** Draws the figures and returns the full URI of the first. */
  static Optional<String> run(StudyStore store) throws IOException {
    Optional<String> analysis = store.readText(AnalysisJson.PATH);
    Optional<String> series = store.readText(AnalysisJson.SERIES_PATH);
    if (analysis.isEmpty() || series.isEmpty()) {
      throw new UsageException(
          "%s has no analysis; allowed: a study that was analysed".formatted(store.location()));
    }
    Analysis answers = AnalysisJson.read(analysis.get());
    List<Figure> figures = FigureSet.of(answers, AnalysisJson.readSeries(series.get())).figures();
    for (Figure figure : figures) {
      store.writeBytes(figure.path(), figure.png());
    }
    return figures.stream().findFirst().map(first -> store.location(first.path()));
  }
}
