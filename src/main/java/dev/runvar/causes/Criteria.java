package dev.runvar.causes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.PooledStatistics;
import dev.runvar.result.Analysis;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The criteria of a published study: the causes that it declares, and what it concludes by its own
 * rules, which stands beside the verdicts.
 */
public interface Criteria {

  /** Returns the name by which study files ask for the criteria. */
  String name();

  /** Returns a scope with the causes that the published study looks at. */
  AnalysisScope scope(AnalysisScope declared);

  /**
   * Returns the answers by the criteria, each under the key that it has in {@code analysis.json}.
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
