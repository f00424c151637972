package dev.runvar.result;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
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
 * @param headline the answer in one block
 * @param causes of the growth in the observed experiment; null when no cycle was timed
 * @param comparison of optimized with unoptimized runs; null unless there are both
 * @param version comparison with the study of another version; null without any
 * @param notes what a reader has to know of the telemetry itself, a sentence each
 * @param criteria answers by the criteria of a published study, each under a key of its own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Analysis(
    int schema,
    String study,
    Headline headline,
    String generated,
    Rules rules,
    Runs runs,
    List<Problem> problems,
    Instrument instrument,
    List<ExperimentResult> experiments,
    CauseResults causes,
    Comparison comparison,
    VersionComparison version,
    Ablation ablation,
    List<GrowthEffect> growthEffects,
    List<String> notes,
    @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> criteria) {

  /** The version of this form. */
  public static final int SCHEMA = 2;

  /** A list of more runs is not read by anyone. */
  public static final int MOST_PROBLEMS = 1_000;

  public Analysis {
    problems = problems == null ? List.of() : List.copyOf(problems);
    experiments = List.copyOf(experiments);
    growthEffects = growthEffects == null ? List.of() : List.copyOf(growthEffects);
    notes = notes == null ? List.of() : List.copyOf(notes);
    criteria =
        criteria == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(criteria));
  }

  /** Returns this analysis with what it comes to. */
  public Analysis with(Headline found) {
    return with(found, version, criteria);
  }

  /** Returns this analysis with a comparison of versions, and what the headline says of it. */
  public Analysis with(VersionComparison versions) {
    return with(headline == null ? null : headline.with(versions.headline()), versions, criteria);
  }

  /** Returns this analysis with the answers by the criteria of a published study. */
  public Analysis with(Map<String, JsonNode> answers) {
    return with(headline, version, answers);
  }

  private Analysis with(Headline found, VersionComparison versions, Map<String, JsonNode> answers) {
    return new Analysis(
        schema,
        study,
        found,
        generated,
        rules,
        runs,
        problems,
        instrument,
        experiments,
        causes,
        comparison,
        versions,
        ablation,
        growthEffects,
        notes,
        answers);
  }

  /**
   * The rules that the answer was found by.
   *
   * @param delta effects below this share of runtime do not count
   * @param tolerance exposures with less of their own than this cannot be separated from time
   * @param work gauges that the study declares as work, beside population and clusters
   * @param causes that the study names
   * @param criteria name of the published study whose criteria judge beside the intervals; null for
   *     none
   */
  public record Rules(
      int version,
      double delta,
      double tolerance,
      List<String> work,
      String criteria,
      List<DeclaredCause> causes)
      implements Serializable {

    /** A cause that the study names; the part is null for the whole cycle. */
    public record DeclaredCause(String name, String gauge, String part) implements Serializable {}

    /** The rules for a study that declares none of its own. */
    public static final Rules CURRENT = new Rules(7, 0.01, 0.01, List.of(), null, List.of());

    public Rules {
      // An analysis of a version before declared work has no such field.
      work = work == null ? List.of() : List.copyOf(work);
      causes = causes == null ? List.of() : List.copyOf(causes);
    }

    /** Returns these rules with those of a study, whose delta is null when it declares none. */
    public Rules with(List<String> declaredWork, Double declaredDelta) {
      double floor = declaredDelta == null ? delta : declaredDelta;
      return new Rules(version, floor, tolerance, declaredWork, criteria, causes);
    }

    /** Returns these rules with causes that a study names. */
    public Rules naming(List<DeclaredCause> declaredCauses) {
      return new Rules(version, delta, tolerance, work, criteria, declaredCauses);
    }

    /** Returns these rules with the criteria of a published study; null for none. */
    public Rules judgedBy(String declaredCriteria) {
      return new Rules(version, delta, tolerance, work, declaredCriteria, causes);
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
   * @param outputs what the program reported at the end of its runs, by treatment
   * @param functions with the largest growth first; empty without a profile
   * @param profile what the profiles come to, null without any
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
      Map<String, Integer> classification,
      List<TreatmentOutputs> outputs,
      List<FunctionResult> functions,
      ProfileResult profile) {

    public ExperimentResult {
      functions = functions == null ? List.of() : List.copyOf(functions);
      outputs = outputs == null ? List.of() : List.copyOf(outputs);
      // An analysis of before there were intervals has none.
      intervals =
          intervals == null
              ? Map.of()
              : Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
    }
  }

  /** Outputs of the runs of one treatment: means over seeds, by name. */
  public record TreatmentOutputs(Map<String, String> levels, Map<String, Estimate> outputs) {

    public TreatmentOutputs {
      levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
      outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }
  }

  /** Growth of runtime against the baseline per hour, over the first and the last third. */
  public record RatePerHour(Double early, Double late, Double difference) {}

  /** Mean runtime of each third against the baseline, as a share above it. */
  public record Milestones(Double early, Double middle, Double late) {}
}
