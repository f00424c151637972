package dev.runvar.paper8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.causes.Criteria;
import dev.runvar.facts.Accumulation;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.PooledStatistics;
import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.result.Analysis;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.study.CriteriaPack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The published study: the causes that it looks at, and its criteria, word for word. */
public final class PublishedStudy implements Criteria, CriteriaPack {

  private static final Accumulation DATABASE =
      new Accumulation("H3", "database_bytes", "persist", "size of the database");
  private static final Accumulation PATTERNS =
      new Accumulation("H5", "patterns", "recall", "number of patterns");

  /** A phase on which neither the store nor the patterns act. */
  private static final String UNAFFECTED = "evolve";

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String name() {
    return "paper8";
  }

  @Override
  public AnalysisScope scope(AnalysisScope declared) {
    List<Accumulation> all = new ArrayList<>(List.of(DATABASE, PATTERNS));
    all.addAll(declared.accumulations());
    return declared
        .withAccumulations(all)
        .declaredOnly(List.of(control(DATABASE), control(PATTERNS)));
  }

  private static Accumulation control(Accumulation cause) {
    return new Accumulation(cause.name(), cause.gauge(), UNAFFECTED, cause.words());
  }

  @Override
  public Map<String, JsonNode> answers(Optional<PooledStatistics> pooled, Analysis analysis) {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    if (pooled.isPresent() && analysis.causes() != null) {
      answers.put("phase1a", JSON.valueToTree(phase1a(pooled.get(), analysis.causes())));
    }
    if (analysis.comparison() != null) {
      answers.put("phase1b", JSON.valueToTree(OptimizationCriteria.phase1b(analysis.comparison())));
    }
    return answers;
  }

  /** Returns the paper's answers beside the verdicts on the same claims. */
  static Phase1a phase1a(PooledStatistics pooled, CauseResults causes) {
    Map<String, CauseResult> byName =
        causes.causes().stream().collect(Collectors.toMap(CauseResult::name, c -> c));
    List<HypothesisResult> results = new ArrayList<>();
    for (Hypothesis hypothesis : Hypothesis.ALL) {
      CauseResult cause = byName.get(hypothesis.cause());
      PaperAnswer paper = hypothesis.answer().apply(pooled);
      results.add(
          new HypothesisResult(
              hypothesis.id(),
              hypothesis.name(),
              paper,
              cause.verdict(),
              Disagreement.between(paper, cause.verdict()),
              cause.regression()));
    }
    return new Phase1a(
        causes.experiment(),
        results,
        ranking(results),
        causes.controls(),
        causes.garbageCollection(),
        causes.attribution(),
        withUnfinished(causes.withUnfinished()),
        causes.notes());
  }

  private static List<String> ranking(List<HypothesisResult> results) {
    return results.stream()
        .filter(result -> result.paper().score() != null)
        .sorted(Comparator.comparing((HypothesisResult r) -> r.paper().score()).reversed())
        .map(HypothesisResult::id)
        .toList();
  }

  private static Phase1a.WithUnfinished withUnfinished(CauseResults.WithUnfinished found) {
    if (found == null) {
      return null;
    }
    Map<String, CauseResults.Decision> byName =
        found.decisions().stream().collect(Collectors.toMap(d -> d.name(), d -> d));
    return new Phase1a.WithUnfinished(
        found.runs(),
        found.tooShort(),
        Hypothesis.ALL.stream()
            .map(
                hypothesis -> {
                  CauseResults.Decision decision = byName.get(hypothesis.cause());
                  return new Phase1a.Decision(
                      hypothesis.id(),
                      decision.decision(),
                      decision.estimate(),
                      decision.interval());
                })
            .toList());
  }
}
