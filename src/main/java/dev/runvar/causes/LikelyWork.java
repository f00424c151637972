package dev.runvar.causes;

import dev.runvar.result.Growth;
import dev.runvar.result.Growth.Gauge;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A gauge that nobody has declared as work, and that by its name says how much there is to do. */
final class LikelyWork {

  private static final Pattern WORDS = Pattern.compile("[^a-z]+");

  /** Things that a step goes through, by the beginning of their name. */
  private static final Pattern THING =
      Pattern.compile(
          "(agent|particle|atom|molecule|vehicle|pedestrian|person|customer|job|order|request"
              + "|token|event|iter|contact|neighb|population|cell|element|node|dof|bod(y|ies)"
              + "|running|tasks?$|steps?$).*");

  /** Beside these words a name tells a quality and no amount. */
  private static final Pattern QUALITY =
      Pattern.compile("(reward|loss|mean|avg|average|time|rate|speed|energy|error|per|second).*");

  /** What a run itself goes through: its number so far tells the place in the run. */
  private static final Pattern STEP = Pattern.compile("(.*step|iter|episode|epoch|frame).*");

  /** By less than this, more work is not worth a question. */
  private static final double LEAST_GROWTH = 0.1;

  private LikelyWork() {}

  /** Returns the gauge that grew and whose time per unit changed least, if no work is declared. */
  static Optional<Gauge> of(Growth growth) {
    if (growth.gauges().stream().anyMatch(Gauge::work)) {
      return Optional.empty();
    }
    return growth.gauges().stream()
        .filter(gauge -> gauge.late() > (1 + LEAST_GROWTH) * gauge.early())
        .filter(gauge -> isAmount(gauge.name()) && !isPlace(gauge))
        .findFirst();
  }

  /** Returns whether a gauge only counts how far the run is. */
  private static boolean isPlace(Gauge gauge) {
    return !gauge.separable() && STEP.matcher(gauge.name().toLowerCase(Locale.ROOT)).matches();
  }

  static boolean isAmount(String name) {
    String[] words = WORDS.split(name.toLowerCase(Locale.ROOT));
    return Arrays.stream(words).anyMatch(word -> THING.matcher(word).matches())
        && Arrays.stream(words).noneMatch(word -> QUALITY.matcher(word).matches());
  }
}
