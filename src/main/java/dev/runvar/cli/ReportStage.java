package dev.runvar.cli;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.hypothesis.RuntimeSeries;
import dev.runvar.report.AnalysisJson;
import dev.runvar.report.Figure;
import dev.runvar.report.FigureSet;
import dev.runvar.report.ReportPage;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The third stage of a study: show what the analysis found, as a page and figures. */
final class ReportStage {

  private ReportStage() {}

  /**
   * Where a report stands, as full URIs.
   *
   * @param figure the first, if there is anything to draw
   */
  record Report(String page, Optional<String> figure) {}

  /** Draws the figures and writes the page. */
  static Report run(StudyStore store) throws IOException {
    Optional<String> analysis = store.readText(AnalysisJson.PATH);
    Optional<String> series = store.readText(AnalysisJson.SERIES_PATH);
    if (analysis.isEmpty() || series.isEmpty()) {
      throw new UsageException(
          "%s has no analysis; allowed: a study that was analysed".formatted(store.location()));
    }
    Analysis answers;
    RuntimeSeries lines;
    try {
      answers = AnalysisJson.read(analysis.get());
      lines = AnalysisJson.readSeries(series.get());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "%s: its analysis is of another version of runvar; allowed: analyze it again"
              .formatted(store.location()));
    }
    FigureSet figures = FigureSet.of(answers, lines);
    for (Figure figure : figures.figures()) {
      store.writeBytes(figure.path(), figure.png());
    }
    String page = ReportPage.of(answers, figures, StudyOrigin.of(store));
    store.writeBytes(ReportPage.PATH, page.getBytes(StandardCharsets.UTF_8));
    return new Report(
        store.location(ReportPage.PATH),
        figures.figures().stream().map(f -> store.location(f.path())).findFirst());
  }
}
