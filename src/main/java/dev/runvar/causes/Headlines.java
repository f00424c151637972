package dev.runvar.causes;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.Growth;
import dev.runvar.result.Growth.Gauge;
import dev.runvar.result.Headline;
import dev.runvar.result.ProfileResult;
import dev.runvar.result.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Summarizes an analysis in one headline. */
public final class Headlines {

  static final String YES = "yes";
  static final String NO = "no";
  static final String UNDETERMINED = "undetermined";

  /** Levels of evidence for a cause, the strongest first. */
  static final List<String> EVIDENCE =
      List.of("intervention", "supported", "candidate", Verdict.PART_GREW);

  private static final String COLLECTIONS = "garbage collection";

  private static final int FEWEST_SEEDS = Evidence.FEWEST_REPLICATES;
  private static final int MOST_PARTS = 5;

  /** A part holds most of the growth if its share is above this. */
  private static final double MOST = 0.5;

  private static final String MORE_TO_DO = "there is more to do";

  private static final MathContext DIGITS = new MathContext(3);

  private Headlines() {}

  /** Returns the headline of an analysis. */
  public static Headline of(Analysis analysis) {
    Optional<ExperimentResult> observed = observed(analysis).filter(e -> e.growth() != null);
    if (observed.isEmpty()) {
      return observed(analysis)
          .map(ExperimentResult::profile)
          .flatMap(profile -> FunctionHeadlines.ofProfile(profile, analysis.rules().delta()))
          .orElseGet(() -> nothingToMeasure(analysis));
    }
    ExperimentResult result = observed.get();
    double delta = analysis.rules().delta();
    Optional<Headline.Growth> within =
        result.growth().seeds() < FEWEST_SEEDS
            ? within(result.growth()).or(() -> FunctionHeadlines.growthWithinRuns(result.profile()))
            : Optional.empty();
    Headline.Growth growth = within.orElseGet(() -> growth(result));
    String grows =
        within.isPresent()
            ? FunctionHeadlines.grows(within.get(), delta)
            : grows(growth, result.growth().seeds(), delta);
    Headline.Function function =
        grows.equals(NO) || result.profile() == null ? null : result.profile().function();
    List<Headline.Part> parts = parts(result.growth());
    Headline.Cause cause = grows.equals(YES) ? cause(analysis) : null;
    Headline.Work work = grows.equals(NO) ? null : work(result.growth());
    boolean isOpen = grows.equals(YES) && function == null && !isKnown(cause) && work == null;
    boolean mayGrow =
        grows.equals(UNDETERMINED) && growth != null && growth.share() > MoreWork.UNCHANGED;
    Optional<Gauge> likely =
        isOpen || (mayGrow && function == null && work == null)
            ? LikelyWork.of(result.growth())
            : Optional.empty();
    Optional<String> unexplained =
        isOpen && likely.isEmpty()
            ? UnexplainedGrowth.sentence(
                result.growth(), mostOf(parts).orElse(null), analysis.causes())
            : Optional.empty();
    Optional<String> alongside =
        grows.equals(YES)
                && function == null
                && !isKnown(cause)
                && !isMoreToDo(work)
                && likely.isEmpty()
            ? alongside(result.growth())
            : Optional.empty();
    return new Headline(
        text(grows, growth, result, parts, function, cause, work)
            + likely.map(Headlines::likely).orElse("")
            + unexplained.or(() -> alongside).map(text -> " " + text).orElse("")
            + WithinRuns.remarks(result.growth(), growth, grows),
        grows,
        growth,
        parts,
        function,
        cause,
        work,
        null,
        function != null
                || (grows.equals(YES) && FunctionHeadlines.hasSamples(result) && !isKnown(cause))
            ? FunctionHeadlines.next(function, result.profile())
            : likely
                .map(
                    gauge ->
                        "If %1$s counts what a cycle has to do, say so with --work %1$s (work: in a study file): the answer then is about the time per unit."
                            .formatted(gauge.name()))
                .or(
                    () ->
                        unexplained.map(
                            text -> UnexplainedGrowth.checks(result.growth(), result.profile())))
                .orElseGet(() -> next(grows, result.growth(), cause, work)));
  }

  private static String likely(Gauge gauge) {
    return " It may be more work: %s %s → %s, %s."
        .formatted(
            gauge.name(),
            number(gauge.early()),
            number(gauge.late()),
            MoreWork.explains(gauge)
                ? "with the %s unchanged (%s)".formatted(timePerUnit(gauge), change(gauge))
                : "while the %s changes by %s".formatted(timePerUnit(gauge), change(gauge)));
  }

  private static String timePerUnit(Gauge gauge) {
    return gauge.power() == 1 ? "time per unit" : "time per unit squared";
  }

  /** Returns a sentence on the first gauge that is not work and that grew too, if there is one. */
  private static Optional<String> alongside(Growth growth) {
    return growth.gauges().stream()
        .filter(gauge -> !gauge.work() && gauge.late() > gauge.early())
        .findFirst()
        .map(
            gauge ->
                "%s grew at the same time: %s → %s."
                    .formatted(gauge.name(), number(gauge.early()), number(gauge.late())));
  }

  private static String change(Gauge gauge) {
    String change = percent(gauge.change().value());
    return gauge.change().low() == null
        ? change
        : "%s, %s to %s"
            .formatted(change, percent(gauge.change().low()), percent(gauge.change().high()));
  }

  private static Optional<String> mostOf(List<Headline.Part> parts) {
    return parts.stream()
        .limit(1)
        .filter(part -> part.share() > MOST)
        .map(Headline.Part::part)
        .findFirst();
  }

  /** Returns the experiment whose causes are analysed, else the first one. */
  private static Optional<ExperimentResult> observed(Analysis analysis) {
    return analysis.experiments().stream()
        .filter(e -> analysis.causes() == null || e.id().equals(analysis.causes().experiment()))
        .findFirst();
  }

  private static Headline nothingToMeasure(Analysis analysis) {
    boolean noRun = analysis.runs().ok() == 0;
    return new Headline(
        noRun
            ? "No run is OK, so there is nothing to measure."
            : "No run has the ten timed cycles that it takes to compare early with late.",
        UNDETERMINED,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        noRun
            ? "Look at the output of a failed run: runvar status shows why it failed."
            : "Run more cycles, or check that the program reports them.");
  }

  private static Headline.Growth growth(ExperimentResult result) {
    List<Double> interval = result.intervals().get("acceleration");
    return result.acceleration() == null
        ? null
        : new Headline.Growth(
            result.acceleration(),
            interval == null ? null : interval.get(0),
            interval == null ? null : interval.get(1),
            result.growth().totalNanos(),
            result.growth().seeds() > 1 ? ProfileResult.REPLICATES : ProfileResult.WITHIN_RUN);
  }

  /** Returns the growth within these runs; empty if it cannot be estimated. */
  private static Optional<Headline.Growth> within(Growth growth) {
    return Optional.ofNullable(growth.within())
        .map(
            within ->
                new Headline.Growth(
                    within.share(),
                    within.low(),
                    within.high(),
                    growth.totalNanos(),
                    within.runs() == 1 ? ProfileResult.WITHIN_RUN : ProfileResult.WITHIN_RUNS));
  }

  private static String grows(Headline.Growth growth, int seeds, double delta) {
    if (growth == null || growth.low() == null || seeds < FEWEST_SEEDS) {
      return UNDETERMINED;
    }
    if (growth.high() < delta) {
      return NO;
    }
    return growth.low() > 0 ? YES : UNDETERMINED;
  }

  private static List<Headline.Part> parts(Growth growth) {
    return growth.parts().stream()
        .filter(part -> part.share() != null && growth.parts().size() > 1)
        .limit(MOST_PARTS)
        .map(part -> part(part, growth.totalNanos()))
        .toList();
  }

  private static Headline.Part part(Growth.Part part, double totalNanos) {
    if (part.interval() == null) {
      return new Headline.Part(part.name(), part.share(), null, null);
    }
    double first = part.interval().get(0) / totalNanos;
    double second = part.interval().get(1) / totalNanos;
    return new Headline.Part(
        part.name(), part.share(), Math.min(first, second), Math.max(first, second));
  }

  /**
   * Returns the cause with the strongest evidence, or a part of the cycle if that has the
   * strongest.
   */
  private static Headline.Cause cause(Analysis analysis) {
    if (analysis.causes() == null) {
      return null;
    }
    CauseResults causes = analysis.causes();
    Stream<CauseResult> collections =
        Stream.ofNullable(causes.garbageCollection())
            .map(verdict -> new CauseResult(COLLECTIONS, COLLECTIONS, verdict, null));
    Stream<CauseResult> searched =
        causes.accumulation().stream().flatMap(part -> part.gauges().stream());
    Stream<CauseResult> parts =
        causes.accumulation().stream()
            .map(part -> new CauseResult(part.part(), part.part(), part.verdict(), null));
    Stream<CauseResult> family =
        Stream.concat(causes.causes().stream(), collections)
            .filter(result -> !result.verdict().evidence().equals(Verdict.PART_GREW));
    return Stream.of(searched, parts, family)
        .flatMap(results -> results)
        .filter(result -> EVIDENCE.contains(result.verdict().evidence()))
        .min(Comparator.comparingInt(result -> EVIDENCE.indexOf(result.verdict().evidence())))
        .map(
            result ->
                new Headline.Cause(
                    result.name(), result.verdict().evidence(), reason(result.verdict())))
        .orElse(null);
  }

  /** Returns the reason, without the word that the evidence repeats. */
  private static String reason(Verdict verdict) {
    String repeated = verdict.evidence() + ": ";
    return verdict.reason().startsWith(repeated)
        ? verdict.reason().substring(repeated.length())
        : verdict.reason();
  }

  private static Headline.Work work(Growth growth) {
    return growth.gauges().stream()
        .filter(gauge -> gauge.work() && gauge.change() != null)
        .findFirst()
        .map(Headlines::work)
        .orElse(null);
  }

  private static Headline.Work work(Gauge gauge) {
    double change = gauge.change().value();
    String counted =
        "%s %s → %s".formatted(gauge.name(), number(gauge.early()), number(gauge.late()));
    String text;
    if (gauge.late() <= gauge.early()) {
      text = "there is not more to do: %s".formatted(counted);
    } else if (MoreWork.explains(gauge)) {
      text =
          "%s: %s; the %s is unchanged (%s)"
              .formatted(MORE_TO_DO, counted, timePerUnit(gauge), change(gauge));
    } else if (change < 0) {
      text =
          "%s: %s; the %s falls (%s)"
              .formatted(MORE_TO_DO, counted, timePerUnit(gauge), change(gauge));
    } else {
      text = "%s, and the %s changes by %s".formatted(counted, timePerUnit(gauge), change(gauge));
    }
    return new Headline.Work(
        gauge.name(),
        gauge.early(),
        gauge.late(),
        change,
        gauge.change().low(),
        gauge.change().high(),
        text);
  }

  private static boolean isMoreToDo(Headline.Work work) {
    return work != null && work.text().startsWith(MORE_TO_DO);
  }

  private static String text(
      String grows,
      Headline.Growth growth,
      ExperimentResult result,
      List<Headline.Part> parts,
      Headline.Function function,
      Headline.Cause cause,
      Headline.Work work) {
    if (growth == null) {
      return "It is not known whether a cycle takes longer as the run goes on.";
    }
    String amount =
        growth.low() == null
            ? percent(growth.share())
            : "%s (%s to %s %s)"
                .formatted(
                    percent(growth.share()),
                    percent(growth.low()),
                    percent(growth.high()),
                    growth.scope().equals(ProfileResult.REPLICATES)
                        ? "over %d seeds".formatted(result.growth().seeds())
                        : growth.scope());
    if (grows.equals(NO)) {
      return "A cycle does not take longer as the run goes on: %s.".formatted(amount);
    }
    if (grows.equals(UNDETERMINED)) {
      return "It is not established whether a cycle takes longer as the run goes on: %s from the first to the last fifth."
              .formatted(amount)
          + FunctionHeadlines.besideGrowth(result.profile());
    }
    String text =
        "A cycle takes longer as the run goes on: %s from the first to the last fifth."
            .formatted(amount);
    if (isMoreToDo(work)) {
      return text + " T" + work.text().substring(1) + ".";
    }
    if (work != null) {
      text +=
          work.late() <= work.early()
              ? " T%s.".formatted(work.text().substring(1))
              : " That is more than the added work explains: %s.".formatted(work.text());
    }
    if (function != null) {
      text += " " + FunctionHeadlines.sentence(function);
      text += FunctionHeadlines.withinFunction(result.profile());
    } else if (mostOf(parts).isPresent()) {
      text += " Most of it is in %s (%s).".formatted(parts.get(0).part(), share(parts.get(0)));
    } else {
      text += FunctionHeadlines.besideGrowth(result.profile());
    }
    return text + because(cause);
  }

  /** Returns whether the evidence says more than that a part of the cycle grew. */
  private static boolean isKnown(Headline.Cause cause) {
    return cause != null && !cause.evidence().equals(Verdict.PART_GREW);
  }

  private static String because(Headline.Cause cause) {
    if (!isKnown(cause)) {
      return "";
    }
    return cause.evidence().equals("candidate")
        ? " %s grew at the same time and may be the cause: these runs do not show whether it is."
            .formatted(cause.name())
        : " The cause is %s (%s).".formatted(cause.name(), cause.evidence());
  }

  private static String share(Headline.Part part) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * part.share());
  }

  private static String next(
      String grows, Growth growth, Headline.Cause cause, Headline.Work work) {
    if (grows.equals(NO)) {
      return "Nothing to fix: late cycles take no longer than early ones.";
    }
    if (growth.seeds() < FEWEST_SEEDS && grows.equals(UNDETERMINED) && growth.within() == null) {
      return "Run longer, or %d seeds: a fifth of a run has fewer than ten cycles that are independent of each other."
          .formatted(FEWEST_SEEDS);
    }
    if (growth.seeds() < FEWEST_SEEDS) {
      return "Run %d seeds: with fewer, it is not known how much runs differ."
          .formatted(FEWEST_SEEDS);
    }
    if (grows.equals(UNDETERMINED)) {
      return "Run longer, or more seeds: these runs do not show whether a cycle takes longer.";
    }
    if (cause != null && cause.evidence().equals("candidate")) {
      return "Change %s alone and run again: that tells whether it is the cause."
          .formatted(cause.name());
    }
    if (cause != null && !cause.evidence().equals(Verdict.PART_GREW)) {
      return "Fix %s, then compare the two versions.".formatted(cause.name());
    }
    if (isMoreToDo(work)) {
      return "Check whether %s has to grow: the time per unit has not changed."
          .formatted(work.name());
    }
    return growth.parts().size() < 2
        ? "Time the phases of a cycle, so that the growth can be taken apart."
        : "Look at what %s does more of late in a run.".formatted(growth.parts().get(0).name());
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share).replace('-', '−');
  }
}
