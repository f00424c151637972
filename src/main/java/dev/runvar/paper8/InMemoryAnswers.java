package dev.runvar.paper8;

import dev.runvar.causes.CauseAnalysis;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.PooledStatistics;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers to the five hypotheses for runs that are in memory, one per seed. */
public final class InMemoryAnswers {

  private static final double DELTA = 0.01;

  private static final RunContext CONTEXT =
      RunContext.of(new PublishedStudy().scope(AnalysisScope.of(DELTA)));

  private InMemoryAnswers() {}

  /** Returns the verdicts by the number of the hypothesis. */
  public static Map<String, Verdict> verdicts(List<RunTelemetry> runs) {
    List<CauseResult> causes = CauseAnalysis.of(runs, CONTEXT).causes();
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    for (Hypothesis hypothesis : Hypothesis.ALL) {
      causes.stream()
          .filter(cause -> cause.name().equals(hypothesis.cause()))
          .forEach(cause -> verdicts.put(hypothesis.id(), cause.verdict()));
    }
    return verdicts;
  }

  /** Returns the answers by the paper's criteria, by the number of the hypothesis. */
  public static Map<String, PaperAnswer> criteria(List<RunTelemetry> runs) {
    PooledStatistics pooled = PooledRuns.figures(runs);
    Map<String, PaperAnswer> answers = new LinkedHashMap<>();
    Hypothesis.ALL.forEach(h -> answers.put(h.id(), h.answer().apply(pooled)));
    return answers;
  }
}
