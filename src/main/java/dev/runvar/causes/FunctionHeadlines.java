package dev.runvar.causes;

import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Headline;
import dev.runvar.result.ProfileResult;
import dev.runvar.result.ProfileResult.Accumulating;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of a headline that come from a profile. */
final class FunctionHeadlines {

  /** Samples per fifth that are needed to name a function; the next constant adds a margin. */
  private static final double ENOUGH = 50;

  private static final double MORE_THAN_ENOUGH = 60;

  private static final long MOST_SEEDS = 50;

  private static final String CONTAINER = "container";

  /** Where a native program begins. */
  private static final Pattern ENTRY = Pattern.compile("(.*[.:])?main");

  /** What a profiler notes of a step that marks no cycles. */
  private static final Pattern UNUSABLE_STEP =
      Pattern.compile("\\S+:\\S+ (does not exist|was never called|is ).*", Pattern.DOTALL);

  private FunctionHeadlines() {}

  /** Returns the growth of a cycle within these runs, if they have an interval. */
  static Optional<Headline.Growth> growthWithinRuns(ProfileResult profile) {
    if (profile == null
        || profile.byTime()
        || profile.cycle() == null
        || profile.cycle().low() == null
        || !profile.scope().equals(ProfileResult.WITHIN_RUN)) {
      return Optional.empty();
    }
    return growth(profile);
  }

  private static Optional<Headline.Growth> growth(ProfileResult profile) {
    if (profile.cycle().low() == null) {
      return Optional.empty();
    }
    ProfileResult.Growth cycle = profile.cycle();
    double early = cycle.earlyNanos();
    double nanos = cycle.lateNanos() - early;
    return Optional.of(
        new Headline.Growth(
            nanos / early,
            cycle.low() / early,
            cycle.high() / early,
            nanos,
            profile.scope().equals(ProfileResult.WITHIN_RUN) && profile.runs() > 1
                ? ProfileResult.WITHIN_RUNS
                : profile.scope()));
  }

  /** Returns a sentence on whether a cycle takes longer within these runs only. */
  static String grows(Headline.Growth within, double delta) {
    if (within.high() < delta) {
      return Headlines.NO;
    }
    return within.low() > 0 ? Headlines.YES : Headlines.UNDETERMINED;
  }

  /** Returns a sentence with the function and its share of the growth. */
  static String sentence(Headline.Function function) {
    return "%s holds %s of the growth.".formatted(capitalised(named(function)), share(function));
  }

  /**
   * Returns a sentence from the profile for the case that growth is not established, or that no
   * function holds most of it; empty if the profile adds nothing.
   */
  static String besideGrowth(ProfileResult profile) {
    if (profile == null || profile.byTime()) {
      return "";
    }
    if (profile.function() != null) {
      return " It is established that %s takes longer, and that it holds most of the change."
          .formatted(named(profile.function()));
    }
    return profile.moreOfTheTime() == null
        ? ""
        : " %s.".formatted(capitalised(moreOfTheTime(profile.moreOfTheTime())));
  }

  /** Returns a sentence on a function within the one that spans the whole cycle. */
  static String withinFunction(ProfileResult profile) {
    return profile.moreOfTheTime() == null
        ? ""
        : " Within it, %s.".formatted(moreOfTheTime(profile.moreOfTheTime()));
  }

  private static String moreOfTheTime(Headline.Function function) {
    return "%s takes %s points more of the time in the last fifth than in the first"
        .formatted(named(function), share(function).replace(" %", ""));
  }

  private static boolean isTopLevel(Headline.Function function) {
    return function.name().equals("<module>");
  }

  /**
   * Returns the name of a function; the top level of a script has none, and is named by its line.
   */
  private static String named(Headline.Function function) {
    return isTopLevel(function)
        ? "line %d of %s".formatted(function.line(), function.file())
        : "`%s` (%s)".formatted(function.name(), place(function));
  }

  private static String place(Headline.Function function) {
    return function.line() == null
        ? function.file()
        : "%s:%d".formatted(function.file(), function.line());
  }

  private static String share(Headline.Function function) {
    return function.low() == null
        ? percent(function.share()) + " %"
        : "%s %% (%s to %s)"
            .formatted(
                percent(function.share()), percent(function.low()), percent(function.high()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f", 100 * share).replace('-', '−');
  }

  /** Returns whether there is a profile that could name a function. */
  static boolean hasSamples(ExperimentResult result) {
    return result.profile() != null && result.profile().cycle() != null;
  }

  /** Returns the advice for a function, with the container that it probably iterates over. */
  static String next(Headline.Function function, ProfileResult profile) {
    if (function == null) {
      double samples = Math.min(profile.earlySamples(), profile.lateSamples());
      long seeds = (long) Math.ceil(profile.runs() * MORE_THAN_ENOUGH / Math.max(1, samples));
      return samples < ENOUGH && seeds <= MOST_SEEDS
          ? "Run more cycles, or %d seeds, so that a function can be named: %s."
              .formatted(seeds, profile.whyNoFunction())
          : "Look at the growth by function in the report: %s.".formatted(profile.whyNoFunction());
    }
    if (function.line() == null && ENTRY.matcher(function.name()).matches()) {
      return "Look at %s. What the compiler inlined into it has no name of its own: a build without inlining (gcc -fno-inline, go -gcflags=-l) gives one."
          .formatted(function.name());
    }
    return "Look at %s%s, then compare the two versions."
        .formatted(
            function.line() == null
                ? function.name()
                : "line %d of %s"
                    .formatted(
                        function.line(), isTopLevel(function) ? function.file() : function.name()),
            accumulating(function, profile.accumulating()));
  }

  /**
   * Returns what accumulates: preferably a container of the function itself, else any container,
   * else a type of its class.
   */
  private static String accumulating(Headline.Function function, List<Accumulating> all) {
    String type = function.name().replaceFirst("\\..*", "");
    String own = function.name().substring(function.name().lastIndexOf('.') + 1) + ":";
    List<Accumulating> containers =
        all.stream().filter(one -> one.kind().equals(CONTAINER)).toList();
    return containers.stream()
        .filter(one -> one.name().startsWith(own))
        .findFirst()
        .or(() -> containers.stream().findFirst())
        .or(() -> all.stream().filter(one -> outerType(one.name()).equals(type)).findFirst())
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    " (%s gains %.3g %s per cycle)",
                    one.name(),
                    one.perCycle(),
                    one.kind().equals(CONTAINER) ? "entries" : "objects"))
        .orElse("");
  }

  /** Returns the simple name of a type, or of the outer type of a nested one. */
  private static String outerType(String type) {
    return type.replaceFirst("\\$.*", "").replaceFirst(".*\\.", "");
  }

  /** Returns the headline of runs that have only a profile, if it has samples. */
  static Optional<Headline> ofProfile(ProfileResult profile, double delta) {
    if (profile.cycle() == null) {
      return Optional.empty();
    }
    return Optional.of(profile.byTime() ? byTime(profile) : ofUnfinished(profile, delta));
  }

  /** Every run failed or reached a limit, so the headline covers the time until then. */
  private static Headline ofUnfinished(ProfileResult profile, double delta) {
    Optional<Headline.Growth> growth = growth(profile);
    String grows = growth.map(g -> grows(g, delta)).orElse(Headlines.UNDETERMINED);
    Headline.Function function = grows.equals(Headlines.YES) ? profile.function() : null;
    String answer =
        growth.isEmpty()
            ? "It is not known whether a cycle takes longer."
            : String.format(
                    Locale.ROOT,
                    "A cycle takes %+.1f %% (%+.1f to %+.1f %%) longer in the last fifth than in the first.",
                    100 * growth.get().share(),
                    100 * growth.get().low(),
                    100 * growth.get().high())
                .replace('-', '−');
    return new Headline(
        "No run is OK, so this is what they did until they failed or reached a limit. "
            + answer
            + (function == null ? "" : " " + sentence(function)),
        grows,
        growth.orElse(null),
        List.of(),
        function,
        null,
        null,
        null,
        grows.equals(Headlines.NO) ? "Run longer." : next(function, profile));
  }

  /** Returns the headline of runs that mark no cycles. */
  private static Headline byTime(ProfileResult profile) {
    Headline.Function function = profile.moreOfTheTime();
    return new Headline(
        "The program marks no cycles, so the run was divided into time windows. "
            + (function == null
                ? sentenceOf(profile.whyNoFunction())
                : capitalised(moreOfTheTime(function)) + "."),
        Headlines.UNDETERMINED,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        profile.notes().stream()
            .filter(note -> UNUSABLE_STEP.matcher(note).matches())
            .findFirst()
            .map("Name another step, because %s."::formatted)
            .orElse(
                "Mark the cycles with --step module:function or --progress REGEX, so that their times are known."));
  }

  private static String sentenceOf(String phrase) {
    return phrase == null || phrase.isEmpty() ? "" : capitalised(phrase) + ".";
  }

  private static String capitalised(String phrase) {
    return phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
  }
}
