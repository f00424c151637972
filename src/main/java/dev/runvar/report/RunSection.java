package dev.runvar.report;

import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Problem;

/** The runs that are not OK, the origin of the results, and the rules of the analysis. */
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
        new Table("problem-runs", "Runs that are not OK")
            .texts("run", "outcome", "experiment")
            .prose("treatment")
            .numbers("seed")
            .prose("message");
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

  static Section provenance(Analysis analysis, Origin origin) {
    Table table = new Table("made-by", "Origin of the results").texts("item").prose("value");
    origin.provenance().forEach((name, text) -> table.row(Cell.of(name), Cell.of(text)));
    return new Section("provenance", "Provenance and rules")
        .pageOnly()
        .table(rules(analysis.rules()))
        .table(table);
  }

  private static Table rules(Analysis.Rules rules) {
    Table table =
        new Table("rules", "The rules of the analysis").texts("rule", "value").prose("meaning");
    rule(
        table, "version", String.valueOf(rules.version()), "other versions may answer differently");
    rule(
        table,
        "delta",
        Numbers.share(rules.delta()),
        "effects below this share of runtime do not count");
    rule(
        table,
        "tolerance",
        Numbers.share(rules.tolerance()),
        "exposures with less of their variance left after detrending are not identifiable");
    rule(
        table,
        "work",
        rules.work().isEmpty() ? null : String.join(", ", rules.work()),
        "gauges that the study declares as work, beside population and clusters");
    rule(table, "criteria", rules.criteria(), "published study whose predictions are tested");
    return table;
  }

  private static void rule(Table table, String name, String value, String meaning) {
    table.row(Cell.of(name), Cell.of(value), Cell.of(meaning));
  }
}
