package dev.runvar.cli;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.hypothesis.RuntimeSeries;
import dev.runvar.report.AnalysisJson;
import dev.runvar.report.Figure;
import dev.runvar.report.FigureSet;
import dev.runvar.report.ReportPage;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The third stage of a study: show what the analysis found, as a page and figures. */
final class ReportStage {

  /** A figure that is painted for print takes up to 40 MB of heap. */
  private static final int MOST_THREADS = 4;

  private ReportStage() {}

  /**
   * Where a report stands, as full URIs.
   *
   * @param figure the first, if there is anything to draw
   */
  record Report(String page, Optional<String> figure) {}

  /** Draws the figures and writes the page. */
  static Report run(StudyStore store, StudySnapshot snapshot) throws IOException {
    if (store.readText(AnalysisJson.PATH).isEmpty()) {
      throw new UsageException(
          "%s has no analysis; allowed: a study that was analysed".formatted(store.location()));
    }
    Optional<Map<String, String>> texts =
        store.analysisTexts(Set.of(AnalysisJson.FILE, AnalysisJson.SERIES_FILE));
    Analysis answers;
    RuntimeSeries lines;
    try {
      answers = AnalysisJson.read(texts.orElseThrow().get(AnalysisJson.FILE));
      lines = AnalysisJson.readSeries(texts.get().get(AnalysisJson.SERIES_FILE));
    } catch (NoSuchElementException | IllegalArgumentException e) {
      throw changed(store);
    }
    FigureSet figures = FigureSet.of(answers, lines);
    ExecutorService painters = Executors.newFixedThreadPool(threads());
    try {
      List<Future<?>> prints = new ArrayList<>();
      for (Figure figure : figures.figures()) {
        prints.add(painters.submit(() -> store.writeBytes(figure.path(), figure.png())));
      }
      String page = ReportPage.of(answers, figures, StudyOrigin.of(store, snapshot));
      prints.forEach(ReportStage::await);
      store.writeBytes(ReportPage.PATH, page.getBytes(StandardCharsets.UTF_8));
    } finally {
      painters.shutdownNow();
    }
    return new Report(
        store.location(ReportPage.PATH),
        figures.figures().stream().map(f -> store.location(f.path())).findFirst());
  }

  private static int threads() {
    return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  private static void await(Future<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException("A figure was not drawn", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The report was interrupted", e);
    }
  }

  /** The error of an analysis that somebody has changed, or that a version before has written. */
  static UsageException changed(StudyStore store) {
    return new UsageException(
        "%s: its analysis was changed since it was written, or is of an older version of runvar; analyze it again"
            .formatted(store.location()));
  }
}
