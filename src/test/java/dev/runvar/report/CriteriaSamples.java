package dev.runvar.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.paper8.Phase1a;
import dev.runvar.paper8.Phase1b;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Change;
import dev.runvar.result.Comparison.Decision;
import dev.runvar.result.Comparison.SpeedChange;
import dev.runvar.result.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Comparisons, and the answers of the published study, as an analysis holds them. */
public final class CriteriaSamples {

  private static final JsonMapper JSON = new JsonMapper();

  public static final SpeedChange FASTER =
      new SpeedChange(
          Change.FASTER,
          0.01,
          new Estimate(175, 171.0, 179.0, 5),
          1.0,
          9,
          "the interval is above 1 by more than 1 %");

  public static final Comparison.Growth GROWTH =
      new Comparison.Growth(
          new Estimate(0.5, 0.4, 0.6, 5),
          new Estimate(0.1, 0.0, 0.2, 5),
          new Estimate(-0.4, -0.5, -0.3, 5));

  private CriteriaSamples() {}

  /** Returns a comparison of which nothing could be matched. */
  public static Comparison unmatched(Comparison.Means means) {
    return new Comparison(
        means,
        0,
        0,
        null,
        new Comparison.Speedup(FASTER, null, null, 9999, 1, null, "no seeds"),
        GROWTH,
        new Comparison.Variance(null, null, null, null, null, null, "no seeds"),
        new Comparison.Equivalence(
            Decision.NOT_MEASURABLE, "outputs", 0, 1.1, List.of(), "no seeds"),
        new Comparison.Readings(null, null, null),
        List.of(),
        "nothing");
  }

  /** Returns the answers under their keys in analysis.json; null for none. */
  public static Map<String, JsonNode> criteria(
      Phase1a phase1a, Comparison comparison, String level, String... decisions) {
    Map<String, JsonNode> criteria = new LinkedHashMap<>();
    if (phase1a != null) {
      criteria.put("phase1a", JSON.valueToTree(phase1a));
    }
    if (comparison != null) {
      criteria.put("phase1b", JSON.valueToTree(phase1b(comparison, level, decisions)));
    }
    return criteria;
  }

  private static Phase1b phase1b(Comparison comparison, String level, String... decisions) {
    Comparison.Means means = comparison.means();
    ObjectNode verdict = JSON.valueToTree(comparison);
    verdict.remove("means");
    ((ObjectNode) verdict.get("speedup"))
        .put("decision", decisions[0])
        .put("reason", comparison.speedup().reason());
    ((ObjectNode) verdict.get("variance"))
        .put("decision", decisions[1])
        .put("reason", comparison.variance().reason());
    ((ObjectNode) verdict.get("readings")).put("predicted", 90);
    verdict.put("level", level).put("reason", "speed-up " + decisions[0]);
    return new Phase1b(
        new Phase1b.Speedup(
            means.unoptimizedNanos(), means.optimizedNanos(), means.ratio(), 160, 190, false),
        new Phase1b.Variance(means.cvReduction(), means.accelerationReduction(), 0.5, null),
        new Phase1b.Equivalence(means.matchedPaths(), means.equalPaths(), null),
        means.hostReadingsRatio(),
        level,
        verdict);
  }
}
