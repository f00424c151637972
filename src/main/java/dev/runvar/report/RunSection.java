package dev.runvar.report;

import dev.runvar.report.Table.Cell;
import dev.runvar.report.Table.Column;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Problem;

/** The runs that are not OK, each with its outcome. */
final class RunSection {

  private RunSection() {}

  static Section of(Analysis analysis) {
    Section section = new Section("problems", "Failed and missing runs").pageOnly();
    Analysis.Runs runs = analysis.runs();
    int absent = runs.planned() - runs.ok();
    section.say(
        "%d of %d runs are OK; %d failed, %d are missing; %d OK runs have fewer cycles than planned."
            .formatted(
                runs.ok(),
                runs.planned(),
                runs.failed(),
                runs.planned() - runs.committed(),
                runs.incomplete()));
    if (analysis.problems().isEmpty()) {
      return section;
    }
    if (analysis.problems().size() < absent) {
      section.warn(
          "The list is cut: it has the first %d of %d runs."
              .formatted(analysis.problems().size(), absent));
    }
    return section.table(table(analysis));
  }

  private static Table table(Analysis analysis) {
    Table table =
        new Table(
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
          Cell.of(Observed.label(analysis, problem.experiment())),
          Cell.of(Observed.levels(problem.levels())),
          Cell.of(problem.seed()),
          Cell.of(problem.message()));
    }
    return table;
  }
}
