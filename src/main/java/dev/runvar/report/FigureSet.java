package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Growth;
import dev.runvar.result.RuntimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The figures of a report.
 *
 * @param figures those that can be drawn, in the order of the paper
 * @param notes a sentence for each of the others, why there is none, and one for letters that files
 *     for print have not
 */
public record FigureSet(List<Figure> figures, List<String> notes) {

  public FigureSet {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /** One figure, if its data are there; else why not. */
  record Candidate(String name, Optional<Figure> figure, String hindrance) {}

  /** Returns what the data of a study allow to draw. */
  public static FigureSet of(Analysis analysis, RuntimeSeries series) {
    List<Figure> figures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Candidate candidate : candidates(analysis, series)) {
      candidate
          .figure()
          .ifPresentOrElse(
              figures::add,
              () -> notes.add("%s: %s".formatted(candidate.name(), candidate.hindrance())));
    }
    String boxes = Fonts.lacking(texts(analysis, series));
    if (!boxes.isEmpty()) {
      notes.add("%s: for these the font of the figures has boxes".formatted(boxes));
    }
    return new FigureSet(figures, notes);
  }

  /** Returns what is in figures that the user has written. */
  private static Stream<String> texts(Analysis analysis, RuntimeSeries series) {
    Stream<String> labels = analysis.experiments().stream().map(ExperimentResult::label);
    Stream<String> levels =
        series.treatments().stream().flatMap(treatment -> treatment.levels().values().stream());
    Stream<String> phases =
        analysis.experiments().stream()
            .map(ExperimentResult::growth)
            .filter(Objects::nonNull)
            .flatMap(growth -> growth.parts().stream())
            .map(Growth.Part::name);
    return Stream.of(labels, levels, phases).flatMap(texts -> texts).filter(Objects::nonNull);
  }

  static List<Candidate> candidates(Analysis analysis, RuntimeSeries series) {
    return List.of(
        new Candidate(
            RuntimeTimeline.NAME,
            RuntimeTimeline.of(analysis, series),
            "the observed experiment has no timed cycle"),
        new Candidate(
            HypothesisResults.NAME,
            HypothesisResults.of(analysis, series),
            "the study has no answer to the hypotheses"),
        new Candidate(
            OptimizationImpact.NAME,
            OptimizationImpact.of(analysis, series),
            "the study has no optimized experiment beside an unoptimized one"),
        new Candidate(
            FrameworkConnection.NAME,
            FrameworkConnection.of(analysis, series),
            "the workload reports neither patterns nor what happens in a cycle"),
        new Candidate(
            LiteratureTimeline.NAME,
            LiteratureTimeline.of(analysis),
            "the study has no answer to the hypotheses"),
        new Candidate(
            HypothesisPriorities.NAME,
            HypothesisPriorities.of(analysis),
            "the study has no answer to the hypotheses"),
        new Candidate(
            GrowthChart.NAME,
            GrowthChart.of(analysis),
            "no run has the ten cycles of which an early and a late part are made"),
        new Candidate(
            CourseChart.NAME, CourseChart.of(analysis, series), "no run has 20 timed cycles"),
        new Candidate(
            AblationChart.NAME,
            AblationChart.of(analysis),
            "no experiment varies switches in every combination"),
        new Candidate(
            TreatmentCharts.NAME,
            TreatmentCharts.of(analysis, series),
            "no treatment has a timed cycle"));
  }
}
