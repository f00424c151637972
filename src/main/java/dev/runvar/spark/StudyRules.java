package dev.runvar.spark;

import dev.runvar.causes.Criteria;
import dev.runvar.facts.Accumulation;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.result.Analysis;
import dev.runvar.study.AnalysisSettings;
import dev.runvar.study.Study;

/** The rules for the analysis of a study. */
public final class StudyRules {

  private StudyRules() {}

  /** Returns the current rules, with the declarations of the study. */
  public static Analysis.Rules of(Study study) {
    AnalysisSettings declared = study.analysis();
    return Analysis.Rules.CURRENT
        .with(declared.work(), declared.delta())
        .judgedBy(declared.criteria())
        .naming(
            declared.causes().stream()
                .map(
                    cause ->
                        new Analysis.Rules.DeclaredCause(cause.name(), cause.size(), cause.phase()))
                .toList());
  }

  private static Accumulation accumulation(Analysis.Rules.DeclaredCause cause) {
    String part = cause.part() == null ? Accumulation.WHOLE_CYCLE : cause.part();
    return new Accumulation(cause.name(), cause.gauge(), part, "gauge " + cause.gauge());
  }

  /** Returns the scope of the analysis: the declarations of the study, and its criteria. */
  static AnalysisScope scope(Analysis.Rules rules) {
    AnalysisScope declared =
        AnalysisScope.of(rules.delta())
            .withWork(rules.work())
            .withAccumulations(rules.causes().stream().map(StudyRules::accumulation).toList());
    return Criteria.named(rules.criteria())
        .map(criteria -> criteria.scope(declared))
        .orElse(declared);
  }
}
