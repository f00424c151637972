package dev.runvar.spark;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.study.AnalysisSettings;
import dev.runvar.study.Study;

/** The rules that a study is analysed by. */
public final class StudyRules {

  private StudyRules() {}

  /** Returns the rules of today with what the study declares. */
  public static Analysis.Rules of(Study study) {
    AnalysisSettings declared = study.analysis();
    return Analysis.Rules.CURRENT
        .with(declared.work(), declared.delta())
        .judgedBy(declared.criteria());
  }
}
