package dev.runvar.causes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.PooledStatistics;
import dev.runvar.result.Analysis;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The criteria of a published study: the causes that it declares, and its conclusions by its own
 * rules, which are shown beside the verdicts.
 */
public interface Criteria {

  /** Returns the name by which study files ask for the criteria. */
  String name();

  /** Returns a scope with the causes that the published study examines. */
  AnalysisScope scope(AnalysisScope declared);

  /**
   * Returns the results by the criteria, each under its key in {@code analysis.json}.
   *
   * @param pooled statistics of all cycles of the observed experiment; empty without a timed cycle
   */
  Map<String, JsonNode> answers(Optional<PooledStatistics> pooled, Analysis analysis);

  /** Returns the criteria of a name; empty for null. */
  static Optional<Criteria> named(String nameOrNull) {
    return ServiceLoader.load(Criteria.class, Criteria.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(criteria -> criteria.name().equals(nameOrNull))
        .findFirst();
  }
}
