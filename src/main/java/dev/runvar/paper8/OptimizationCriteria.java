package dev.runvar.paper8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Decision;
import dev.runvar.result.Comparison.Means;
import java.util.List;

/** The paper's three tests of whether the optimization removed the slowdown. */
final class OptimizationCriteria {

  private static final double PREDICTED_LOW = 160;
  private static final double PREDICTED_HIGH = 190;
  private static final double LEAST_REDUCTION = 0.5;
  private static final double PREDICTED_READINGS = 90;

  /** Outputs that the paper compares. */
  private static final List<String> COMPARED =
      List.of(Comparison.MEAN_POPULATION, Comparison.PATTERNS_AT_END);

  private static final JsonMapper JSON = new JsonMapper();

  private OptimizationCriteria() {}

  /** Returns the answers on all runs, and what matched runs say of the paper's predictions. */
  static Phase1b phase1b(Comparison comparison) {
    Means means = comparison.means();
    boolean faster = (means.ratio() >= PREDICTED_LOW) && (means.ratio() <= PREDICTED_HIGH);
    Double cv = means.cvReduction();
    Double acceleration = means.accelerationReduction();
    boolean isKnown = cv != null && acceleration != null;
    Boolean steadier =
        isKnown ? Boolean.valueOf(Math.min(cv, acceleration) > LEAST_REDUCTION) : null;
    Boolean same = means.matchedPaths() == 0 ? null : means.equalPaths() == means.matchedPaths();
    return new Phase1b(
        new Phase1b.Speedup(
            means.unoptimizedNanos(),
            means.optimizedNanos(),
            means.ratio(),
            PREDICTED_LOW,
            PREDICTED_HIGH,
            faster),
        new Phase1b.Variance(cv, acceleration, LEAST_REDUCTION, steadier),
        new Phase1b.Equivalence(means.matchedPaths(), means.equalPaths(), same),
        means.hostReadingsRatio(),
        level(faster, Boolean.TRUE.equals(steadier), Boolean.TRUE.equals(same)),
        verdict(comparison));
  }

  private static String level(boolean faster, boolean steadier, boolean equivalent) {
    if (faster && steadier) {
      return equivalent ? "strong" : "moderate";
    }
    return (faster || steadier) ? "weak" : "rejected";
  }

  /** Returns the comparison with the decisions on what the paper predicts. */
  private static ObjectNode verdict(Comparison comparison) {
    Decision speedup = Decision.of(comparison.speedup().ratio(), PREDICTED_LOW, PREDICTED_HIGH);
    double most = 1 - LEAST_REDUCTION;
    Decision cv = Decision.of(comparison.variance().cvRatio(), 0, most);
    // A deceleration is no acceleration that is left over.
    Decision acceleration =
        Decision.of(comparison.variance().accelerationRatio(), Double.NEGATIVE_INFINITY, most);
    Decision variance = cv.and(acceleration);
    Comparison.Equivalence outputs = published(comparison.equivalence());
    Decision equivalence = outputs.decision();
    ObjectNode verdict = JSON.valueToTree(comparison);
    verdict.set("equivalence", JSON.valueToTree(outputs));
    verdict.remove("means");
    ((ObjectNode) verdict.get("speedup"))
        .put("decision", speedup.toString())
        .put("reason", reason(speedup));
    ((ObjectNode) verdict.get("variance"))
        .put("decision", variance.toString())
        .put("cv", cv.toString())
        .put("acceleration", acceleration.toString())
        .put("reason", reason(comparison, cv, acceleration));
    ((ObjectNode) verdict.get("readings")).put("predicted", PREDICTED_READINGS);
    verdict.put("level", level(comparison.seeds(), List.of(speedup, variance, equivalence)));
    verdict.put(
        "reason",
        "speed-up %s, variance %s, equivalence %s".formatted(speedup, variance, equivalence));
    return verdict;
  }

  /** Returns the equivalence of the two outputs that the paper compares. */
  private static Comparison.Equivalence published(Comparison.Equivalence all) {
    List<Comparison.Output> outputs =
        all.outputs().stream().filter(output -> COMPARED.contains(output.name())).toList();
    if (outputs.size() == all.outputs().size()) {
      return all;
    }
    return new Comparison.Equivalence(
        outputs.stream()
            .map(Comparison.Output::decision)
            .reduce(Decision::and)
            .orElse(Decision.NOT_MEASURABLE),
        all.route(),
        all.equalPairs(),
        all.margin(),
        outputs,
        "of population and patterns alone");
  }

  /** What nobody refuted is not rejected: it is open. */
  static String level(int seeds, List<Decision> decisions) {
    if (seeds < Comparison.LEAST_SEEDS) {
      return Decision.NOT_MEASURABLE.toString();
    }
    boolean faster = decisions.get(0) == Decision.CONFIRMED;
    boolean steadier = decisions.get(1) == Decision.CONFIRMED;
    if (faster && steadier) {
      return decisions.get(2) == Decision.CONFIRMED ? "strong" : "moderate";
    }
    if (faster || steadier) {
      return "weak";
    }
    return decisions.subList(0, 2).contains(Decision.REFUTED)
        ? "rejected"
        : Decision.UNDECIDED.toString();
  }

  private static String reason(Decision speedup) {
    String range =
        "%.0f to %.0f times that the paper predicts".formatted(PREDICTED_LOW, PREDICTED_HIGH);
    return switch (speedup) {
      case CONFIRMED -> "the interval is inside the " + range;
      case REFUTED -> "the interval is outside the " + range;
      case UNDECIDED -> "the interval is partly inside the " + range;
      case NOT_MEASURABLE -> tooFew();
    };
  }

  private static String reason(Comparison comparison, Decision cv, Decision acceleration) {
    if (comparison.seeds() < Comparison.LEAST_SEEDS) {
      return tooFew();
    }
    String ofCv = "that the CV is halved is " + said(cv);
    return comparison.variance().accelerationRatio() == null
        ? ofCv + "; the unoptimized runs do not accelerate beyond chance, so nothing can be halved"
        : ofCv + ", that the acceleration is halved is " + said(acceleration);
  }

  private static String tooFew() {
    return "fewer than %d seeds have matched runs".formatted(Comparison.LEAST_SEEDS);
  }

  private static String said(Decision decision) {
    return decision == Decision.NOT_MEASURABLE ? "not measurable" : decision.toString();
  }
}
