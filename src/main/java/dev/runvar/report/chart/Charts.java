package dev.runvar.report.chart;

import dev.runvar.report.Figure;
import dev.runvar.report.FigureSet;
import dev.runvar.report.ReportExtension;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Growth;
import dev.runvar.result.RuntimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The charts of an analysis. */
public final class Charts {

  private static final Logger LOG = LoggerFactory.getLogger(Charts.class);
  private static final String NO_FONTS =
      "There are no figures: this Java cannot read fonts. Install FreeType, HarfBuzz and fontconfig (in Debian libfreetype6, libharfbuzz0b and libfontconfig1), then report again";

  private Charts() {}

  /** Returns the figures that the data of a study allow to draw. */
  public static FigureSet of(Analysis analysis, RuntimeSeries series) {
    if (!hasFonts()) {
      return new FigureSet(List.of(), List.of(NO_FONTS));
    }
    List<Figure.Candidate> candidates = candidates(analysis, series);
    List<String> notes = new ArrayList<>();
    for (Figure.Candidate candidate : candidates) {
      if (candidate.figure() == null) {
        notes.add("%s: %s".formatted(candidate.name(), candidate.hindrance()));
      }
    }
    String lacking = Fonts.lacking(texts(analysis, series));
    if (!lacking.isEmpty()) {
      notes.add("%s: the font of the figures has boxes for these".formatted(lacking));
    }
    return new FigureSet(
        candidates.stream().map(Figure.Candidate::figure).filter(Objects::nonNull).toList(), notes);
  }

  /**
   * A Java runtime without FreeType, as in small containers, cannot even read the shipped fonts.
   */
  private static boolean hasFonts() {
    try {
      Fonts.plain(ChartStyle.TICK.getSize());
      return true;
    } catch (LinkageError e) {
      LOG.debug("There are no fonts", e);
      return false;
    }
  }

  static List<Figure.Candidate> candidates(Analysis analysis, RuntimeSeries series) {
    List<ReportExtension> extensions = ReportExtension.of(analysis);
    List<Figure.Candidate> candidates = new ArrayList<>();
    extensions.forEach(e -> candidates.addAll(e.figures(analysis, series)));
    Stream.of(
            RuntimeChart.of(analysis, series),
            GrowthChart.of(analysis),
            CauseChart.of(analysis),
            ComparisonChart.of(analysis, series),
            CourseChart.of(analysis, series),
            AblationChart.of(analysis),
            TreatmentCharts.of(analysis, series))
        .filter(c -> extensions.stream().noneMatch(e -> e.replacedFigures().contains(c.name())))
        .forEach(candidates::add);
    return candidates;
  }

  /** Returns the texts of figures that users have written. */
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
}
