package dev.runvar.cli;

import dev.runvar.report.AnalysisJson;
import dev.runvar.report.Figure;
import dev.runvar.report.FigureSet;
import dev.runvar.report.Origin;
import dev.runvar.report.Report;
import dev.runvar.report.chart.Charts;
import dev.runvar.report.page.FlameGraph;
import dev.runvar.report.page.ReportPage;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.ProfileResult;
import dev.runvar.store.Build;
import dev.runvar.store.ReportFiles;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The third stage of a study: show what the analysis found, as a page and figures. */
final class ReportStage {

  /** Limits memory: painting a figure for print takes up to 40 MB of heap. */
  private static final int MOST_THREADS = 4;

  private static final String REPORT = "report/";
  private static final String FLAME_GRAPH = "growth-flame-graph";

  private ReportStage() {}

  /**
   * The place of a report, as full URIs.
   *
   * @param figure the first figure, if there is any
   */
  record Location(String page, Optional<String> figure) {}

  /** The inputs of a report. */
  private record Material(String answers, String series, Origin origin) {

    static Material of(StudyStore store, StudySnapshot snapshot) {
      if (store.readText(AnalysisJson.PATH).isEmpty()) {
        throw new UsageException(
            "%s has no analysis yet; run `runvar analyze` first".formatted(store.location()));
      }
      Map<String, String> texts =
          store
              .analysisTexts(Set.of(AnalysisJson.FILE, AnalysisJson.SERIES_FILE))
              .orElseThrow(() -> changed(store));
      return new Material(
          texts.get(AnalysisJson.FILE),
          texts.get(AnalysisJson.SERIES_FILE),
          StudyOrigin.of(store, snapshot));
    }

    Report report() {
      return Report.of(AnalysisJson.read(answers), origin);
    }

    /**
     * Returns a hash of this and of the build that makes the report; empty for an unknown build.
     */
    Optional<String> hash() {
      Build build = ProvenanceOfThisProgram.build();
      return Optional.ofNullable(build.jarSha256())
          .map(jar -> ReportFiles.hash(jar, origin.toString(), answers, series));
    }
  }

  /** Draws the figures and writes the page. */
  static Location run(StudyStore store, StudySnapshot snapshot) {
    return make(store, Material.of(store, snapshot));
  }

  /** Like {@link #run}, but keeps an existing report that has the same input. */
  static Location runUnlessDone(StudyStore store, StudySnapshot snapshot) {
    Material material = Material.of(store, snapshot);
    return material
        .hash()
        .flatMap(store::reportOf)
        .map(paths -> location(store, paths))
        .orElseGet(() -> make(store, material));
  }

  /** Returns the content of a study's report. */
  static Report report(StudyStore store, StudySnapshot snapshot) {
    return Material.of(store, snapshot).report();
  }

  private static Location make(StudyStore store, Material material) {
    Report report;
    FigureSet figures;
    try {
      report = material.report();
      figures = Charts.of(report.analysis(), AnalysisJson.readSeries(material.series()));
    } catch (IllegalArgumentException e) {
      throw changed(store);
    }
    ReportFiles files = store.newReport();
    ExecutorService painters = Executors.newFixedThreadPool(threads());
    try {
      List<Future<?>> prints = new ArrayList<>();
      for (Figure figure : figures.figures()) {
        prints.add(painters.submit(() -> write(store, files, figure.path(), figure.png())));
      }
      Map<String, String> profiles = new TreeMap<>();
      List<FlameGraph> flameGraphs = flameGraphs(store, report.analysis(), profiles);
      String page = ReportPage.of(report, figures, flameGraphs);
      prints.forEach(ReportStage::await);
      write(store, files, ReportPage.PATH, page.getBytes(StandardCharsets.UTF_8));
      List<String> paths = new ArrayList<>(List.of(ReportPage.PATH));
      figures.figures().forEach(figure -> paths.add(figure.path()));
      profiles.forEach(
          (name, text) -> {
            write(store, files, REPORT + name, text.getBytes(StandardCharsets.UTF_8));
            paths.add(REPORT + name);
          });
      material.hash().ifPresent(madeOf -> complete(store, files, madeOf, paths));
      return location(store, paths);
    } finally {
      painters.shutdownNow();
    }
  }

  /** Adds the files beside the page to other files. */
  private static List<FlameGraph> flameGraphs(
      StudyStore store, Analysis analysis, Map<String, String> others) {
    List<ExperimentResult> profiled =
        analysis.experiments().stream().filter(e -> !e.functions().isEmpty()).toList();
    List<FlameGraph> graphs = new ArrayList<>();
    for (ExperimentResult experiment : profiled) {
      boolean isOnly = profiled.size() == 1;
      UnaryOperator<String> name =
          file -> isOnly ? file : ProfileResult.ofExperiment(file, experiment.id());
      Map<String, String> texts =
          store
              .analysisTexts(ProfileResult.FILES.stream().map(name).collect(Collectors.toSet()))
              .orElse(Map.of());
      String graph = texts.get(name.apply(ProfileResult.FLAME_GRAPH));
      if (graph != null) {
        graphs.add(
            new FlameGraph(
                isOnly ? FLAME_GRAPH : FLAME_GRAPH + "-" + experiment.id(),
                "Growth of a cycle by call path" + (isOnly ? "" : ": " + experiment.label()),
                graph,
                name.apply(ProfileResult.SPEEDSCOPE),
                name.apply(ProfileResult.FOLDED)));
        texts.forEach(others::putIfAbsent);
        others.remove(name.apply(ProfileResult.FLAME_GRAPH));
      }
    }
    return graphs;
  }

  private static void write(StudyStore store, ReportFiles files, String path, byte[] bytes) {
    try {
      files.write(path, bytes);
    } catch (IOException e) {
      throw store.cannotWrite(e);
    }
  }

  private static void complete(
      StudyStore store, ReportFiles files, String madeOf, List<String> paths) {
    try {
      files.complete(madeOf, paths);
    } catch (IOException e) {
      throw store.cannotWrite(e);
    }
  }

  /** The page is the first of the paths; figures follow. */
  private static Location location(StudyStore store, List<String> paths) {
    return new Location(
        store.location(paths.get(0)),
        paths.stream()
            .filter(path -> path.startsWith(Figure.DIRECTORY))
            .map(store::location)
            .findFirst());
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

  /** Returns the error for an analysis that was changed, or that an older version wrote. */
  static UsageException changed(StudyStore store) {
    return new UsageException(
        "%s: the analysis was changed after it was written, or an older version of runvar wrote it; run `runvar analyze` again"
            .formatted(store.location()));
  }
}
