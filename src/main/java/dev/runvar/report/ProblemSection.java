package dev.runvar.report;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The runs that are not OK, each with what became of it. */
final class ProblemSection {

  private ProblemSection() {}

  static Section of(Analysis analysis) {
    return new Section("problems", "Failed and missing runs", html -> write(html, analysis));
  }

  private static void write(Html html, Analysis analysis) {
    Analysis.Runs runs = analysis.runs();
    int absent = runs.planned() - runs.ok();
    html.paragraph(
        "%d of %d runs are OK; %d failed, %d are missing; %d of those that are OK have fewer cycles than planned."
            .formatted(
                runs.ok(),
                runs.planned(),
                runs.failed(),
                runs.planned() - runs.committed(),
                runs.incomplete()));
    if (analysis.problems().isEmpty()) {
      return;
    }
    if (analysis.problems().size() < absent) {
      html.paragraph(
          "The list is cut: it has the first %d of %d runs."
              .formatted(analysis.problems().size(), absent),
          "class",
          "note");
    }
    table(analysis).write(html);
  }

  private static HtmlTable table(Analysis analysis) {
    HtmlTable table =
        new HtmlTable(
            "problem-runs",
            "Runs that are not OK",
            Column.text("run"),
            Column.text("outcome"),
            Column.text("experiment"),
            Column.prose("treatment"),
            Column.number("seed"),
            Column.prose("message"));
    for (Problem problem : analysis.problems()) {
      table.row(
          Cell.of(problem.runId()),
          Cell.of(problem.outcome()),
          Cell.of(TextSummary.label(analysis, problem.experiment())),
          Cell.of(levels(problem.levels())),
          Cell.of(problem.seed()),
          Cell.of(problem.message() == null ? Figures.ABSENT : problem.message()));
    }
    return table;
  }

  private static String levels(Map<String, String> levels) {
    return levels.isEmpty()
        ? Figures.ABSENT
        : new TreeMap<>(levels)
            .entrySet().stream()
                .map(level -> level.getKey() + " " + level.getValue())
                .collect(Collectors.joining(", "));
  }
}
