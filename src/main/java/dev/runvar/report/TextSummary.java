package dev.runvar.report;

import dev.runvar.report.text.TextTable;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Control;
import dev.runvar.result.Analysis.Equivalence;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.Instrument;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.Analysis.Phase1b;
import dev.runvar.result.Analysis.RatePerHour;
import dev.runvar.result.Analysis.Speedup;
import dev.runvar.result.Analysis.Variance;
import dev.runvar.result.Analysis.Verdict;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The headline of an analysis as plain text. */
public final class TextSummary {

  /** Runs have to last six minutes for their growth per hour to be shown. */
  private static final double SHOWN_RATE_NANOS = 360e9;

  private TextSummary() {}

  public static String of(Analysis analysis) {
    StringBuilder text = new StringBuilder();
    runs(text, analysis);
    analysis.notes().forEach(note -> text.append(note).append('\n'));
    experiments(text, analysis);
    text.append(GrowthText.of(analysis.experiments()));
    Observed.experiment(analysis)
        .filter(e -> e.growth() != null)
        .ifPresent(
            e ->
                GrowthNotes.of(e.growth())
                    .forEach(note -> text.append("  %s: %s\n".formatted(e.label(), note))));
    if (analysis.phase1a() != null) {
      hypotheses(text, analysis);
      if (analysis.phase1a().attribution() != null) {
        text.append(AttributionText.of(analysis.phase1a().attribution()));
      }
    }
    if (analysis.phase1b() != null) {
      optimization(text, analysis.phase1b());
      if (analysis.phase1b().verdict() != null) {
        text.append(OptimizationText.of(analysis.phase1b().verdict()));
      }
    } else if (analysis.experiments().size() > 1) {
      text.append(
          "\nNo experiments are compared: none have variant unoptimized and optimized, and the study has no compare:, or one side has no run\n");
    }
    if (analysis.ablation() != null) {
      text.append(AblationText.of(analysis.ablation(), id -> label(analysis, id)));
    }
    if (analysis.instrument() != null) {
      instrument(text, analysis.instrument());
    }
    return text.toString();
  }

  private static void runs(StringBuilder text, Analysis analysis) {
    Analysis.Runs runs = analysis.runs();
    text.append("%s: %d of %d runs are OK".formatted(analysis.study(), runs.ok(), runs.planned()));
    if (runs.failed() > 0) {
      text.append(", %d failed".formatted(runs.failed()));
    }
    if (runs.incomplete() > 0) {
      text.append(", %d of them with fewer cycles than planned".formatted(runs.incomplete()));
    }
    int missing = runs.planned() - runs.committed();
    text.append(missing > 0 ? ", %d missing\n".formatted(missing) : "\n");
    if (runs.ok() > 0 && analysis.experiments().stream().allMatch(e -> e.cycles() == 0)) {
      text.append(
          "No run has reported a cycle: nothing is in the file that RUNVAR_TELEMETRY names, and the study has no progress:\n");
    }
  }

  private static void instrument(StringBuilder text, Instrument instrument) {
    String parts =
        instrument.parts().entrySet().stream()
            .map(part -> part.getKey() + " " + Figures.smallShare(part.getValue()))
            .collect(Collectors.joining(", "));
    text.append(
        "\nThe instrument took %s of the core time of runs (%s)\n"
            .formatted(Figures.smallShare(instrument.share()), parts));
  }

  private static void experiments(StringBuilder text, Analysis analysis) {
    text.append("\nRuntime of a cycle, mean over seeds\n");
    TextTable table =
        new TextTable(
            2,
            "experiment",
            "variant",
            "runs",
            "cycles",
            "mean",
            "CV",
            "acceleration",
            "early/h",
            "late/h",
            "readings/cycle",
            "population",
            "patterns");
    for (ExperimentResult e : analysis.experiments()) {
      table.row(
          e.label(),
          e.variant(),
          String.valueOf(e.runs()),
          String.valueOf(e.cycles()),
          Figures.nanos(e.meanNanos()),
          Figures.number(e.cv()),
          Figures.change(e.acceleration()),
          Figures.change(rate(e, RatePerHour::early)),
          Figures.change(rate(e, RatePerHour::late)),
          Figures.oneDecimal(e.hostReadingsPerCycle()),
          Figures.oneDecimal(e.meanPopulation()),
          Figures.oneDecimal(e.patternsAtEnd()));
    }
    text.append(table);
    analysis.experiments().stream()
        .filter(e -> e.classification() != null)
        .forEach(e -> text.append("  %s: %s\n".formatted(e.label(), classes(e))));
  }

  static String classes(ExperimentResult result) {
    return result.classification().entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  /** A rate per hour from a run of seconds is an extrapolation that nobody should read. */
  static Double rate(ExperimentResult e, Function<RatePerHour, Double> which) {
    if (e.ratePerHour() == null || e.cycles() * e.meanNanos() < e.runs() * SHOWN_RATE_NANOS) {
      return null;
    }
    return which.apply(e.ratePerHour());
  }

  private static void hypotheses(StringBuilder text, Analysis analysis) {
    String label = label(analysis, analysis.phase1a().experiment());
    text.append("\nPhase 1A by the paper's criteria, all cycles of %s pooled\n".formatted(label));
    TextTable table = new TextTable(5, "", "claim", "met", "tier", "figures");
    for (HypothesisResult h : analysis.phase1a().hypotheses()) {
      Integer tier = h.paper().tier();
      table.row(
          h.id(),
          h.name(),
          met(h.paper().met()),
          tier == null ? Figures.ABSENT : String.valueOf(tier),
          statistics(h.paper().statistics()));
    }
    text.append(table);
    text.append("  ranking: %s\n".formatted(String.join(", ", analysis.phase1a().ranking())));
    text.append(
        "  The criteria take cycles for independent: they are met by chance far too often.\n");
    verdicts(text, analysis.phase1a());
  }

  private static void verdicts(StringBuilder text, Phase1a phase1a) {
    text.append("\nVerdicts, with the seed as what is repeated\n");
    TextTable table = new TextTable(4, "", "verdict", "evidence", "because");
    for (HypothesisResult h : phase1a.hypotheses()) {
      verdict(table, h.id(), h.verdict());
    }
    for (Control control : phase1a.controls()) {
      verdict(table, control.name(), control.verdict());
    }
    if (phase1a.memoryManagement() != null) {
      verdict(table, "GC", phase1a.memoryManagement());
    }
    text.append(table);
    for (HypothesisResult h : phase1a.hypotheses()) {
      if (h.disagreement() != null) {
        text.append("  %s: %s\n".formatted(h.id(), h.disagreement()));
      }
      if (h.regression() != null) {
        text.append(
            "  %s by regression, which the intervention outranks: %s: %s\n"
                .formatted(h.id(), h.regression().decision(), h.regression().reason()));
      }
    }
    if (phase1a.withUnfinished() != null) {
      text.append(UnfinishedText.of(phase1a));
    }
    phase1a.notes().forEach(note -> text.append("  %s\n".formatted(note)));
  }

  private static void verdict(TextTable table, String name, Verdict verdict) {
    table.row(name, verdict.decision(), evidence(verdict), verdict.reason());
  }

  /** Returns how far the evidence reaches, in words. */
  static String evidence(Verdict verdict) {
    return verdict.evidence() == null ? Figures.ABSENT : verdict.evidence().replace('-', ' ');
  }

  static String label(Analysis analysis, String experiment) {
    return analysis.experiments().stream()
        .filter(e -> e.id().equals(experiment))
        .map(ExperimentResult::label)
        .findFirst()
        .orElse(experiment);
  }

  static String statistics(Map<String, Double> statistics) {
    return statistics.entrySet().stream()
        .filter(s -> !s.getKey().equals("every") || s.getValue() > 1)
        .map(s -> s.getKey() + " " + Figures.number(s.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void optimization(StringBuilder text, Phase1b phase1b) {
    if (phase1b.level() == null) {
      text.append(
          "\nOptimized against unoptimized, means of all runs: %s%s; %s%s\n"
              .formatted(
                  speedup(phase1b.speedup()),
                  unequal(phase1b),
                  variance(phase1b.variance()),
                  phase1b.equivalence().matched() == 0
                      ? ""
                      : "; " + equivalence(phase1b.equivalence())));
      return;
    }
    text.append("\nPhase 1B by the paper's criteria\n");
    TextTable table = new TextTable(3, "test", "met", "figures");
    table.row("1 speed-up", met(phase1b.speedup().met()), speedup(phase1b.speedup()));
    table.row("2 variance", met(phase1b.variance().met()), variance(phase1b.variance()));
    table.row(
        "3 equivalence", met(phase1b.equivalence().met()), equivalence(phase1b.equivalence()));
    text.append(table);
    text.append(
        "  validation: %s; host readings per cycle: %s × fewer\n"
            .formatted(phase1b.level(), Figures.ratio(phase1b.hostReadingsRatio())));
  }

  /** Returns that the ratio of means is of different cycles, where runs are not equally long. */
  static String unequal(Phase1b phase1b) {
    return phase1b.verdict() == null || phase1b.verdict().cycles() == null
        ? ""
        : ", of different cycles, because runs are not equally long";
  }

  static String speedup(Speedup speedup) {
    String predicted =
        speedup.low() == null
            ? ""
            : ", the paper predicts %.0f–%.0f ×".formatted(speedup.low(), speedup.high());
    return "%s ×%s (%s → %s)"
        .formatted(
            Figures.ratio(speedup.ratio()),
            predicted,
            Figures.nanos(speedup.unoptimizedNanos()),
            Figures.nanos(speedup.optimizedNanos()));
  }

  static String variance(Variance variance) {
    String needed =
        variance.least() == null
            ? ""
            : "; needed: both by more than %.0f %%".formatted(100 * variance.least());
    return "CV reduced by %s, acceleration by %s%s"
        .formatted(
            Figures.share(variance.cvReduction()),
            Figures.share(variance.accelerationReduction()),
            needed);
  }

  static String equivalence(Equivalence equivalence) {
    return "%d of %d matched runs have equal trajectories"
        .formatted(equivalence.equal(), equivalence.matched());
  }

  static String met(Boolean met) {
    return met == null ? "not measurable" : met ? "yes" : "no";
  }
}
