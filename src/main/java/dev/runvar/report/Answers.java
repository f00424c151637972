package dev.runvar.report;

import dev.runvar.result.Analysis;
import java.util.ArrayList;
import java.util.List;

/** The six questions that a reader comes with, in the order in which they are asked. */
final class Answers {

  private Answers() {}

  static List<Answer> of(Analysis analysis, Integer mostRunsAtOnce) {
    List<Answer> answers = new ArrayList<>(GrowthAnswers.of(analysis));
    answers.add(CauseAnswer.of(analysis));
    answers.add(OptimizationAnswer.of(analysis));
    answers.add(TrustAnswer.of(analysis, mostRunsAtOnce));
    return answers;
  }
}
