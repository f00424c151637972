package dev.runvar.spark;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.study.Study;

/** The rules that a study is analysed by. */
public final class StudyRules {

  private StudyRules() {}

  /** Returns the rules of today with what the study declares. */
  public static Analysis.Rules of(Study study) {
    return Analysis.Rules.CURRENT.with(study.analysis().work(), study.analysis().delta());
  }
}
