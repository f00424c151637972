package dev.runvar.paper8;

import dev.runvar.result.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Why the paper's criterion and the verdict on a claim differ. */
public final class Disagreement {

  private Disagreement() {}

  /** Returns the reason with the figures that cause it, null where the two agree. */
  public static String between(PaperAnswer paper, Verdict verdict) {
    boolean supported = verdict.isSupported();
    if (paper.met() == null) {
      return supported ? "the figures of the criterion are not there" : null;
    }
    if (paper.met() == supported) {
      return null;
    }
    String figures = figures(paper.statistics());
    boolean intervened = "intervention".equals(verdict.route());
    String changed = "compares runs whose cause was changed";
    return paper.met()
        ? "the criterion is met (%s), as it is by any drift that both share, and takes cycles for independent; the verdict %s and repeats over %d seeds"
            .formatted(figures, intervened ? changed : "removes the trend", verdict.replicates())
        : "the criterion is not met (%s): it asks how well one curve fits all cycles pooled, which noise hides; the verdict %s and repeats over %d seeds"
            .formatted(figures, intervened ? changed : "looks within runs", verdict.replicates());
  }

  private static String figures(Map<String, Double> statistics) {
    return statistics.entrySet().stream()
        .filter(entry -> entry.getValue() != null && !entry.getKey().equals("every"))
        .map(entry -> String.format(Locale.ROOT, "%s %.3g", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
