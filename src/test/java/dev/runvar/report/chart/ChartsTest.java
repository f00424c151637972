package dev.runvar.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.report.Figure;
import dev.runvar.report.Figure.Candidate;
import dev.runvar.report.chart.FigureSamples.Seeds;
import dev.runvar.report.chart.TextRecorder.DrawnText;
import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What figures say and where, without making pictures of them. */
class ChartsTest {

  private static final int FIGURES = 10;
  private static final String HOSTILE =
      "<script>alert(1)</script>\n\t«Ω→漢» \uD83D\uDE00 ".repeat(7) + "end";

  private static final FigureSamples PLAIN = new FigureSamples(i -> "Label " + i, Seeds.FIVE);
  private static final FigureSamples ALONE = new FigureSamples(i -> "Label " + i, Seeds.ONE);
  private static final FigureSamples LONG = new FigureSamples(i -> i + HOSTILE, Seeds.FIVE);
  private static final FigureSamples UNEQUAL =
      new FigureSamples(i -> "Label " + i, Seeds.FIVE, new RuntimeSeries.Lengths(800, 1_200));

  @Test
  void series_of_runs_of_unequal_length_say_so_in_figure_and_caption() {
    String note = "by share of the run: runs have 800 to 1,200 cycles";
    List<String> saying =
        figures(UNEQUAL.analysis(3), UNEQUAL.series(3, 4, 6)).stream()
            .filter(d -> texts(d).contains(note) && d.title().endsWith(note))
            .map(Figure::name)
            .toList();
    assertEquals(
        List.of(
            "paper8_fig1_runtime_variance_timeline.png",
            "paper8_fig2_hypothesis_testing_results.png",
            "paper8_fig3_optimization_impact.png",
            "paper8_fig4_framework_connection.png",
            TreatmentCharts.NAME),
        saying);
  }

  private static List<Drawing> figures(Analysis analysis, RuntimeSeries series) {
    return Charts.candidates(analysis, series).stream()
        .map(Candidate::figure)
        .filter(Objects::nonNull)
        .map(Drawing.class::cast)
        .toList();
  }

  private static String texts(Drawing figure) {
    return TextRecorder.texts(figure).stream()
        .map(DrawnText::text)
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          paper8_fig1_runtime_variance_timeline.png      | early +49.0 %;middle +54.0 %;late +72.0 %
          paper8_fig2_hypothesis_testing_results.png     | < 1e-307;R² 0.712;+21.0 µs/pattern;+54 ns/byte;+1.4 µs/cycle²;+6.85 % (+4.11 % to +9.59 %);0.211;supported;the paper's fit
          paper8_fig3_optimization_impact.png            | 44.8 ×;43.1 (25.9 to 60.3) ×;43.2 (25.9 to 60.5) ×;16.600;0.010;0.690;25.0;1.43 (0.858 to 2.00);the paper: 160–190
          paper8_fig4_framework_connection.png           | in 68.8 % of cycles;in 9.10 % of cycles;345.7 patterns at the end;mean 49.97 ms;31.00 ms (31.2 %);the paper's fit
          paper8_figS1_literature_synthesis_timeline.png | December 2024 – production case study;30 October 2025 – paper 8;10 months between the report and its use
          paper8_figS2_hypothesis_prioritization.png     | undetermined: H1, H2, H3, H4;3.10 %;15.5 %;H5, 5 seeds;0.750
          growth_accounting.png                          | +9.99 ms (+6.00 ms to +13.99 ms);persist;overlay: GC;+12.3 µs (+7.4 µs to +17.2 µs)
          classification.png                             | flat (2);warm-up (2);slowdown (1);no-steady-state (1);+12.3 %;Label 0: f=Label 0
          ablation.png                                   | 15.94 ms (9.56 ms to 22.32 ms);26.20 ms (15.72 ms to 36.68 ms);-5.10 ms (-7.14 ms to -3.06 ms)
          runtime_by_treatment.png                       | Runtime of a cycle over the run: 4 treatments;mean 1.34 ms; f=Label 3
          """)
  void a_figure_carries_the_numbers_of_its_study(String name, String expected) {
    Drawing figure =
        figures(PLAIN.analysis(3), PLAIN.series(3, 4, 6)).stream()
            .filter(d -> d.name().equals(name))
            .findFirst()
            .orElseThrow();
    // A note may be broken between any two words.
    String texts = texts(figure).replace('\n', ' ');
    for (String text : expected.split(";(?! f)", -1)) {
      assertTrue(texts.contains(text), text + " is not among\n" + texts);
    }
    assertTrue(figure.alternative().endsWith("."), figure.alternative());
    assertFalse(texts.contains("null") || figure.alternative().contains("null"), texts);
  }

  @Test
  void a_study_without_criteria_has_no_figure_of_the_published_study() {
    List<String> names =
        figures(PLAIN.withoutCriteria(3), PLAIN.series(3, 4, 6)).stream()
            .map(Figure::name)
            .toList();
    assertEquals(
        List.of(
            "runtime.png",
            "growth_accounting.png",
            "causes.png",
            "comparison.png",
            "classification.png",
            "ablation.png",
            "runtime_by_treatment.png"),
        names);
    String texts = assertLegible(PLAIN.withoutCriteria(3), PLAIN.series(3, 4, 6), names.size());
    assertFalse(texts.contains("paper") || texts.contains("tier") || texts.contains("160"), texts);
  }

  @Test
  void no_text_lies_outside_of_its_figure_or_on_another_one() {
    assertLegible(PLAIN.analysis(3), PLAIN.series(3, 4, 6), FIGURES);
    assertLegible(ALONE.analysis(1), ALONE.series(1, 1, 1), FIGURES);
  }

  @Test
  void a_vast_study_with_hostile_labels_stays_within_its_figures_which_say_what_they_leave_out() {
    String texts = assertLegible(LONG.analysis(40), LONG.series(40, 2_000, 2_000), FIGURES);
    assertTrue(texts.contains("the first 24 of 2000 treatments"));
    assertTrue(
        texts.contains("Course of each run: 2000 runs, of which 120 are drawn, evenly chosen"));
    assertTrue(texts.contains("no part of the sum; 34 more experiments are not drawn"));
    assertTrue(texts.contains("rejected over seeds; 34 more experiments are not drawn"));
    assertTrue(texts.contains("<script>"));
  }

  @Test
  void a_study_without_any_figure_has_figures_that_say_so() {
    String texts = assertLegible(PLAIN.withoutStatistics(), RuntimeSeries.NONE, 4);
    assertTrue(texts.contains("no data"), texts);
    assertTrue(texts.contains("not-measurable: no reading"), texts);
    assertFalse(texts.contains("null") || texts.contains("NaN"), texts);
  }

  @Test
  void what_cannot_be_drawn_has_a_note_why() {
    List<Candidate> candidates = Charts.candidates(PLAIN.withoutStatistics(), RuntimeSeries.NONE);
    List<String> missing =
        candidates.stream().filter(c -> c.figure() == null).map(Candidate::name).toList();
    assertEquals(
        List.of(
            "paper8_fig1_runtime_variance_timeline.png",
            "paper8_fig4_framework_connection.png",
            "growth_accounting.png",
            "classification.png",
            "ablation.png",
            "runtime_by_treatment.png"),
        missing);
    assertTrue(candidates.stream().noneMatch(c -> c.hindrance().isBlank()));
  }

  @Test
  void a_text_on_another_one_or_beyond_the_edge_is_found() {
    Drawing figure =
        new Drawing(
            "name",
            "title",
            "alternative",
            100,
            50,
            graphics -> {
              graphics.setFont(ChartStyle.TICK);
              graphics.drawString("under", 5, 20);
              graphics.drawString("over", 8, 22);
              graphics.drawString("beyond", 80, 40);
            });
    assertEquals(
        List.of("beyond is outside", "over on under"), faults(figure, TextRecorder.texts(figure)));
  }

  /** Returns all texts, a line each. */
  private static String assertLegible(Analysis analysis, RuntimeSeries series, int expected) {
    List<Drawing> figures = figures(analysis, series);
    assertEquals(expected, figures.size());
    StringBuilder all = new StringBuilder();
    for (Drawing figure : figures) {
      List<DrawnText> texts = TextRecorder.texts(figure);
      assertEquals(List.of(), faults(figure, texts), figure.name());
      texts.forEach(text -> all.append(text.text()).append('\n'));
    }
    return all.toString();
  }

  private static List<String> faults(Drawing figure, List<DrawnText> texts) {
    Rectangle2D picture = new Rectangle2D.Double(0, 0, figure.width(), figure.height());
    List<String> faults = new ArrayList<>();
    for (DrawnText text : texts) {
      if (!picture.contains(text.area())
          || (text.clip() != null && !text.clip().contains(text.area()))) {
        faults.add("%s is outside".formatted(text.text()));
      }
    }
    for (int i = 0; i < texts.size(); i++) {
      for (int k = 0; k < i; k++) {
        if (texts.get(i).area().intersects(texts.get(k).area())) {
          faults.add("%s on %s".formatted(texts.get(i).text(), texts.get(k).text()));
        }
      }
    }
    return faults;
  }
}
