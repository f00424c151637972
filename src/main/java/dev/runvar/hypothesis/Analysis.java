package dev.runvar.hypothesis;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a study, in the form of analysis.json; a part is there when its data are.
 *
 * @param generated time in ISO 8601
 * @param problems runs that failed or are missing, the first {@link #MOST_PROBLEMS}
 * @param notes what a reader has to know of the telemetry itself, a sentence each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Analysis(
    int schema,
    String study,
    String generated,
    Rules rules,
    Runs runs,
    List<Problem> problems,
    Instrument instrument,
    List<ExperimentResult> experiments,
    Phase1a phase1a,
    Phase1b phase1b,
    Ablation ablation,
    List<GrowthEffect> growthEffects,
    List<String> notes) {

  /** The version of this form. */
  public static final int SCHEMA = 1;

  /** A list of more runs is not read by anyone. */
  public static final int MOST_PROBLEMS = 1_000;

  public Analysis {
    problems = problems == null ? List.of() : List.copyOf(problems);
    experiments = List.copyOf(experiments);
    growthEffects = growthEffects == null ? List.of() : List.copyOf(growthEffects);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /**
   * The rules that the answer was found by.
   *
   * @param delta effects below this share of runtime do not count
   * @param tolerance exposures with less of their own than this cannot be told from time
   * @param work gauges that the study declares as work, beside population and clusters
   * @param criteria the published study whose predictions decide beside the intervals, {@link
   *     #PAPER8}; null for every other study
   */
  public record Rules(
      int version, double delta, double tolerance, List<String> work, String criteria)
      implements Serializable {

    /** The criteria of the published study. */
    public static final String PAPER8 = "paper8";

    /** The rules for a study that declares none of its own. */
    public static final Rules CURRENT = new Rules(7, 0.01, 0.01, List.of(), null);

    public Rules {
      // An analysis of a version before declared work has no such field.
      work = work == null ? List.of() : List.copyOf(work);
    }

    /** Returns these rules with those of a study, whose delta is null when it declares none. */
    public Rules with(List<String> declaredWork, Double declaredDelta) {
      double floor = declaredDelta == null ? delta : declaredDelta;
      return new Rules(version, floor, tolerance, declaredWork, criteria);
    }

    /** Returns these rules with the criteria of a published study; null for none. */
    public Rules judgedBy(String declaredCriteria) {
      return new Rules(version, delta, tolerance, work, declaredCriteria);
    }
  }

  /**
   * How many runs there are.
   *
   * @param incomplete runs that are OK and have fewer cycles than the study asked for
   */
  public record Runs(int planned, int committed, int ok, int failed, int incomplete) {}

  /**
   * A run of the plan that is not OK.
   *
   * @param outcome as in its record, or {@code MISSING} without one
   * @param message why, null when there is nothing to say
   */
  public record Problem(
      String runId,
      String experiment,
      Map<String, String> levels,
      int seed,
      String outcome,
      String message) {

    public Problem {
      levels = Map.copyOf(levels);
    }
  }

  /**
   * What the instrument took of the time of the runs, each on one core.
   *
   * @param parts the share of each part of it
   */
  public record Instrument(double share, Map<String, Double> parts) {

    public Instrument {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
  }

  /**
   * The figures of one experiment: means over seeds of each seed's runs.
   *
   * @param cycles of all its runs together
   * @param intervals low and high of the 95 % intervals over seeds, by the names of the figures
   *     here and of {@link Milestones}; none under two seeds
   * @param classification runs that are flat, warm up, slow down or never get steady, and
   *     treatments whose runs differ in it; null when no run is long enough
   */
  public record ExperimentResult(
      String id,
      String label,
      String variant,
      int runs,
      long cycles,
      Double meanNanos,
      Double cv,
      Double acceleration,
      RatePerHour ratePerHour,
      Milestones milestones,
      Double hostReadingsPerCycle,
      Double meanPopulation,
      Double patternsAtEnd,
      Map<String, List<Double>> intervals,
      Growth growth,
      Map<String, Integer> classification) {

    public ExperimentResult {
      // An analysis of before there were intervals has none.
      intervals =
          intervals == null
              ? Map.of()
              : Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
    }

    /** Returns this result with the number of runs that go each way. */
    public ExperimentResult withClassification(Map<String, Integer> counts) {
      return new ExperimentResult(
          id,
          label,
          variant,
          runs,
          cycles,
          meanNanos,
          cv,
          acceleration,
          ratePerHour,
          milestones,
          hostReadingsPerCycle,
          meanPopulation,
          patternsAtEnd,
          intervals,
          growth,
          counts);
    }
  }

  /** Growth of runtime against the baseline per hour, over the first and the last third. */
  public record RatePerHour(Double early, Double late, Double difference) {}

  /** Mean runtime of each third against the baseline, as a share above it. */
  public record Milestones(Double early, Double middle, Double late) {}

  /**
   * What late minus early of a cycle's wall time is made of; the parts add up to the total.
   *
   * @param interval of the total, 95 % over seeds, low and high; null under two seeds, and so are
   *     those of the parts
   * @param overlays times that run across the parts, and are no part of the sum
   * @param period of regular heavy cycles, of which the early and the late part hold whole ones;
   *     null where there are none
   * @param outliers early and late cycles that change the growth of their run by more than the
   *     floor, each alone, the longest first and at most {@link #MOST_OUTLIERS}
   * @param withoutOutliers the growth without these, null where there are none
   * @param heavy what heavy cycles do apart from ordinary ones, null where there are none
   * @param trough growth from the fastest part on, null where cycles do not get faster first
   * @param gauges of the program that change by more than 5 %: work first, then those with which
   *     the time of a cycle goes most nearly in proportion
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Growth(
      double totalNanos,
      List<Double> interval,
      List<Part> parts,
      List<Overlay> overlays,
      Integer period,
      List<Outlier> outliers,
      Change withoutOutliers,
      Heavy heavy,
      Trough trough,
      List<Gauge> gauges) {

    /** More of them are not read by anyone. */
    public static final int MOST_OUTLIERS = 20;

    public Growth {
      interval = interval == null ? null : List.copyOf(interval);
      parts = List.copyOf(parts);
      overlays = overlays == null ? List.of() : List.copyOf(overlays);
      outliers = outliers == null ? List.of() : List.copyOf(outliers);
      gauges = gauges == null ? List.of() : List.copyOf(gauges);
    }

    /** A growth of nothing but parts and overlays. */
    public Growth(
        double totalNanos, List<Double> interval, List<Part> parts, List<Overlay> overlays) {
      this(totalNanos, interval, parts, overlays, null, List.of(), null, null, null, List.of());
    }

    /**
     * A gauge of the program, its means over early and late cycles, and the time of a cycle by its
     * unit.
     *
     * @param work whether it says how much a cycle was asked to do
     * @param separable whether it moves by itself, so that what a unit of it costs can be told; one
     *     that only goes with time cannot be held constant
     * @param power 1 for time per unit, 2 for time per unit squared, which changes less
     * @param change of that time as a share, with its 95 % interval over seeds
     */
    public record Gauge(
        String name,
        boolean work,
        double early,
        double late,
        boolean separable,
        int power,
        Estimate change) {}

    /** A difference with its 95 % interval over seeds, null under two. */
    public record Change(double nanos, List<Double> interval) {

      public Change {
        interval = interval == null ? null : List.copyOf(interval);
      }
    }

    /**
     * A cycle that takes far longer than those around it.
     *
     * @param processorShare of its time, null when the workload does not tell: a low one says that
     *     it waited, or that the host slept
     */
    public record Outlier(String runId, int seed, int cycle, double nanos, Double processorShare) {}

    /**
     * Cycles that take more than twice the median of those around them: growth = ordinary + cost +
     * frequency.
     *
     * @param earlyShare of the cycles, {@code earlyNanos} mean of these
     * @param ordinary growth of the other cycles
     * @param cost growth because heavy cycles take longer, {@code frequency} because there are more
     */
    public record Heavy(
        double earlyShare,
        double lateShare,
        double earlyNanos,
        double lateNanos,
        Change ordinary,
        Change cost,
        Change frequency) {}

    /**
     * The part in which cycles are fastest, after they got faster and before they get slower.
     *
     * @param window number of the part, from 1, of so many equal ones
     * @param growth from there to the last part
     */
    public record Trough(int window, int windows, Change growth) {}

    /** Late minus early of a time that is measured beside the parts; not there when it is not. */
    public record Overlay(String name, double nanos, List<Double> interval) {

      public Overlay {
        interval = interval == null ? null : List.copyOf(interval);
      }
    }

    /**
     * One part of the growth.
     *
     * @param share of the total, null when the total is zero
     */
    public record Part(String name, double nanos, Double share, List<Double> interval) {

      public Part {
        interval = interval == null ? null : List.copyOf(interval);
      }
    }
  }

  /**
   * Why the unoptimized experiment slows down.
   *
   * @param controls tests that must find nothing
   * @param memoryManagement whether a JVM's collections add to the growth, null without any
   * @param attribution null without exposures that change
   * @param withUnfinished the decisions when runs that ended at a limit count as well, null without
   *     such runs
   * @param notes what a reader has to know of the study's declarations, a sentence each
   */
  public record Phase1a(
      String experiment,
      List<HypothesisResult> hypotheses,
      List<String> ranking,
      List<Control> controls,
      Verdict memoryManagement,
      Attribution attribution,
      @JsonInclude(JsonInclude.Include.NON_NULL) WithUnfinished withUnfinished,
      List<String> notes) {

    public Phase1a {
      hypotheses = List.copyOf(hypotheses);
      ranking = List.copyOf(ranking);
      controls = List.copyOf(controls);
      notes = notes == null ? List.of() : List.copyOf(notes);
    }
  }

  /**
   * The answers to one hypothesis.
   *
   * @param disagreement why the two differ, null where they agree
   * @param regression what runs say by themselves where the verdict is by intervention: it decides
   *     nothing and is not adjusted; null elsewhere
   */
  public record HypothesisResult(
      String id,
      String name,
      PaperAnswer paper,
      Verdict verdict,
      String disagreement,
      Verdict regression) {}

  /**
   * The decisions when the cycles of runs that ended at the limit of time or memory count as well.
   *
   * @param runs that ended so
   * @param tooShort of these, the runs with too few cycles for a verdict: they are left out
   */
  public record WithUnfinished(int runs, int tooShort, List<Decision> decisions) {

    public WithUnfinished {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * What a verdict comes to.
   *
   * @param id of the hypothesis; the others are as in {@link Verdict}
   */
  public record Decision(String id, String decision, Double estimate, List<Double> interval) {

    public Decision {
      interval = interval == null ? null : List.copyOf(interval);
    }
  }

  /** A test that must find nothing. */
  public record Control(String name, Verdict verdict) {}

  /**
   * An answer by replication: the seed, not the cycle, is what is repeated.
   *
   * @param decision supported, not-supported or not-measurable
   * @param evidence how far it reaches: none, part-grew, candidate, supported or intervention; null
   *     in an analysis by rules of before version 7
   * @param route how the effect was found: dose, growth, accounting, counter or intervention; null
   *     when it was not
   * @param estimate share of the mean runtime, of growth that of the early one; null when there is
   *     none
   * @param interval the estimate's 95 % interval, low and high
   * @param p of the rule; {@code pAdjusted} by Holm over the measurable claims
   * @param detectable the effect that this study would have found with a probability of 80 %
   * @param replicates seeds with a figure
   */
  public record Verdict(
      String decision,
      String evidence,
      String route,
      Double estimate,
      List<Double> interval,
      Double p,
      Double pAdjusted,
      Double detectable,
      int replicates,
      String reason) {

    public Verdict {
      interval = interval == null ? null : List.copyOf(interval);
    }
  }

  /**
   * The paper's criterion, word for word.
   *
   * @param statistics what was computed, by name; null where it cannot be
   * @param met null when it cannot be measured
   * @param tier 1 to 3 by the score, null when it cannot be measured
   */
  public record PaperAnswer(
      String criterion, Map<String, Double> statistics, Boolean met, Double score, Integer tier) {}

  /**
   * Whether the optimization removed the slowdown: the paper's three tests.
   *
   * @param level by the paper's criteria, null without them
   * @param verdict the same questions with the seed as the unit of replication
   */
  public record Phase1b(
      Speedup speedup,
      Variance variance,
      Equivalence equivalence,
      Double hostReadingsRatio,
      String level,
      Phase1bVerdict verdict) {}

  /**
   * Test 1: mean of the unoptimized runs over mean of the optimized ones.
   *
   * @param low least ratio that the paper predicts, null, like {@code high} and {@code met},
   *     without its criteria
   */
  public record Speedup(
      double unoptimizedNanos,
      double optimizedNanos,
      double ratio,
      Double low,
      Double high,
      Boolean met) {}

  /**
   * Test 2: how much smaller CV and acceleration are; null where it is not defined.
   *
   * @param least reduction that the paper predicts, null, like {@code met}, without its criteria
   */
  public record Variance(
      Double cvReduction, Double accelerationReduction, Double least, Boolean met) {}

  /** Test 3: matched runs took the same path. */
  public record Equivalence(int matched, int equal, Boolean met) {}
}
