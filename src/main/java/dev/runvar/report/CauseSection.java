package dev.runvar.report;

import dev.runvar.report.Table.Bar;
import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.CauseResults.Control;
import dev.runvar.result.CauseResults.GrownPart;
import dev.runvar.result.CauseResults.WithUnfinished;
import dev.runvar.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The verdicts on each cause and on each negative control. */
public final class CauseSection {

  private CauseSection() {}

  static Section of(Analysis analysis) {
    Section section = new Section("causes", "Why it slows down");
    CauseResults causes = analysis.causes();
    return causes == null
        ? section.nothing("No run of the observed experiment has timed cycles.")
        : section
            .say(
                "Verdicts on the runs of %s, with the seed as the unit of replication. Effects are shares of runtime; effects by growth are shares of the early runtime."
                    .formatted(Observed.label(analysis, causes.experiment())))
            .table(verdicts(causes))
            .table(grownParts(causes))
            .items(remarks(causes));
  }

  /** Returns the parts that grew, each with the gauges that may explain it. */
  private static Table grownParts(CauseResults causes) {
    Table table =
        table("grown-parts", "Parts of a cycle that grew, and the gauges that may explain them");
    for (GrownPart part : causes.accumulation()) {
      row(table, part.part(), "grew", part.verdict());
      part.gauges().forEach(g -> row(table, part.part(), g.name(), g.verdict()));
    }
    return table;
  }

  private static Table verdicts(CauseResults causes) {
    Table table = table("verdicts", "Verdicts, negative controls and garbage collection");
    for (CauseResult cause : causes.causes()) {
      row(table, cause.name(), cause.claim(), cause.verdict());
    }
    for (Control control : causes.controls()) {
      row(table, "control: " + control.name(), "must find nothing", control.verdict());
    }
    if (causes.garbageCollection() != null) {
      row(table, "GC", "garbage collection", causes.garbageCollection());
    }
    return table;
  }

  private static Table table(String id, String caption) {
    return new Table(id, caption)
        .texts("cause", "claim", "verdict", "evidence")
        .numbers("effect")
        .intervals("95 % interval")
        .bars("effect with its interval")
        .numbers("p by Holm", "detectable", "seeds")
        .prose("because");
  }

  private static void row(Table table, String name, String claim, Verdict verdict) {
    String effect = Numbers.change(verdict.estimate());
    String interval = Numbers.interval(verdict.interval(), Numbers::change);
    table.row(
        Cell.of(name),
        Cell.of(claim),
        Cell.of(decision(verdict)),
        Cell.of(verdict.evidence() == null ? null : verdict.evidence().replace('-', ' ')),
        Cell.of(effect, verdict.estimate()),
        Cell.of(interval),
        Cell.bar(
            verdict.estimate() == null ? null : Bar.of(verdict.estimate(), verdict.interval()),
            "%s %s (%s)".formatted(name, effect, interval)),
        Cell.of(Numbers.number(verdict.pAdjusted()), verdict.pAdjusted()),
        Cell.of(Numbers.change(verdict.detectable()), verdict.detectable()),
        Cell.of(verdict.replicates()),
        Cell.of(verdict.reason()));
  }

  private static List<String> remarks(CauseResults causes) {
    List<String> remarks = new ArrayList<>();
    for (CauseResult cause : causes.causes()) {
      if (cause.regression() != null) {
        remarks.add(
            "%s by regression, which the intervention outranks: %s: %s."
                .formatted(
                    cause.name(), decision(cause.regression()), cause.regression().reason()));
      }
    }
    if (causes.withUnfinished() != null) {
      remarks.add(unfinished(causes));
    }
    remarks.addAll(causes.notes());
    return remarks;
  }

  /** Returns the decision of a verdict in words. */
  public static String decision(Verdict verdict) {
    return verdict.decision().replace('-', ' ');
  }

  /** Returns whether runs that ended at a limit change a verdict. */
  static String unfinished(CauseResults causes) {
    WithUnfinished unfinished = causes.withUnfinished();
    List<String> changes = new ArrayList<>();
    for (CauseResult cause : causes.causes()) {
      String before = cause.verdict().decision();
      unfinished.decisions().stream()
          .filter(d -> d.name().equals(cause.name()) && !d.decision().equals(before))
          .forEach(d -> changes.add("%s %s → %s".formatted(cause.name(), before, d.decision())));
    }
    return "%s ended at the limit of time or memory%s; with their cycles %s."
        .formatted(
            Numbers.count(unfinished.runs(), "run"),
            unfinished.tooShort() == 0
                ? ""
                : ", %d of them too short for a verdict".formatted(unfinished.tooShort()),
            changes.isEmpty()
                ? "no verdict changes"
                : "these verdicts change: " + String.join(", ", changes));
  }
}
