package dev.runvar.causes;

import dev.runvar.result.Growth;
import dev.runvar.result.Growth.Gauge;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds an undeclared gauge whose name suggests that it counts work. */
final class LikelyWork {

  private static final Pattern WORDS = Pattern.compile("[^a-z]+");

  /** Beginnings of names of things that a step processes. */
  private static final Pattern THING =
      Pattern.compile(
          "(agent|particle|atom|molecule|vehicle|pedestrian|person|customer|job|order|request"
              + "|token|event|iter|contact|neighb|population|cell|element|node|dof|bod(y|ies)"
              + "|running|tasks?$|steps?$).*");

  /** Words that make a name that of a quality, and not of an amount. */
  private static final Pattern QUALITY =
      Pattern.compile("(reward|loss|mean|avg|average|time|rate|speed|energy|error|per|second).*");

  /** Names of gauges that count the steps of the run itself, and so its progress. */
  private static final Pattern STEP = Pattern.compile("(.*step|iter|episode|epoch|frame).*");

  /** Work that grew by less than this share is not worth a question. */
  private static final double LEAST_GROWTH = 0.1;

  private LikelyWork() {}

  /**
   * Returns the gauge that grew, whose name suggests work, and whose time per unit changed least;
   * empty if work is declared.
   */
  static Optional<Gauge> of(Growth growth) {
    if (growth.gauges().stream().anyMatch(Gauge::work)) {
      return Optional.empty();
    }
    return growth.gauges().stream()
        .filter(gauge -> gauge.late() > (1 + LEAST_GROWTH) * gauge.early())
        .filter(gauge -> isAmount(gauge.name()) && !isPlace(gauge))
        .findFirst();
  }

  /** Returns whether a gauge only counts the progress of the run. */
  private static boolean isPlace(Gauge gauge) {
    return !gauge.separable() && STEP.matcher(gauge.name().toLowerCase(Locale.ROOT)).matches();
  }

  static boolean isAmount(String name) {
    String[] words = WORDS.split(name.toLowerCase(Locale.ROOT));
    return Arrays.stream(words).anyMatch(word -> THING.matcher(word).matches())
        && Arrays.stream(words).noneMatch(word -> QUALITY.matcher(word).matches());
  }
}
