package dev.runvar.paper8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.report.Figure;
import dev.runvar.report.ReportExtension;
import dev.runvar.report.Section;
import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The published study's criteria beside the verdicts, and its six figures. */
public final class PublishedReport implements ReportExtension {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  @Override
  public boolean appliesTo(Analysis analysis) {
    return analysis.criteria().containsKey("phase1a") || analysis.criteria().containsKey("phase1b");
  }

  /** Returns the answers to the five hypotheses, nothing without a timed cycle. */
  static Optional<Phase1a> phase1a(Analysis analysis) {
    return read(analysis.criteria().get("phase1a"), Phase1a.class);
  }

  /** Returns the answers to the three tests, nothing without runs of both kinds. */
  static Optional<Phase1b> phase1b(Analysis analysis) {
    return analysis.comparison() == null
        ? Optional.empty()
        : read(analysis.criteria().get("phase1b"), Phase1b.class);
  }

  static <T> Optional<T> read(JsonNode answer, Class<T> type) {
    try {
      return Optional.ofNullable(answer == null ? null : JSON.treeToValue(answer, type));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an analysis: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public List<Section> sections(Analysis analysis) {
    List<Section> sections = new ArrayList<>();
    phase1a(analysis).ifPresent(p -> sections.add(CriteriaSections.phase1a(analysis, p)));
    phase1b(analysis)
        .ifPresent(p -> sections.add(CriteriaSections.phase1b(analysis.comparison(), p)));
    return sections;
  }

  @Override
  public List<Figure.Candidate> figures(Analysis analysis, RuntimeSeries series) {
    Optional<Phase1a> phase1a = phase1a(analysis);
    String noAnswer = "the study has no answer to the hypotheses";
    return List.of(
        new Figure.Candidate(
            TimelineFigure.NAME,
            phase1a.flatMap(p -> TimelineFigure.of(analysis, p, series)).orElse(null),
            "the observed experiment has no timed cycle"),
        new Figure.Candidate(
            HypothesisFigure.NAME,
            phase1a.map(p -> new HypothesisFigure(analysis, p, series).figure()).orElse(null),
            noAnswer),
        new Figure.Candidate(
            OptimizationFigure.NAME,
            phase1b(analysis).map(p -> OptimizationFigure.of(analysis, p, series)).orElse(null),
            "the study has no optimized experiment beside an unoptimized one"),
        new Figure.Candidate(
            PatternFigure.NAME,
            phase1a.flatMap(p -> PatternFigure.of(analysis, p, series)).orElse(null),
            "the workload reports neither patterns nor what happens in a cycle"),
        new Figure.Candidate(
            LiteratureFigure.NAME, phase1a.map(LiteratureFigure::of).orElse(null), noAnswer),
        new Figure.Candidate(
            PriorityFigure.NAME,
            phase1a.map(p -> new PriorityFigure(analysis, p).figure()).orElse(null),
            noAnswer));
  }

  /** The figures 1 to 3 show what these show. */
  @Override
  public Set<String> replacedFigures() {
    return Set.of("runtime.png", "causes.png", "comparison.png");
  }
}
