package dev.runvar.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runvar.result.Comparison.Change;
import dev.runvar.result.Comparison.Equivalence;
import java.util.List;

/**
 * What became of a program from one study to another one.
 *
 * @param text the answer in one sentence
 * @param before name of the study that is compared with, {@code after} of the other one
 * @param route {@code seeds} where runs are matched by treatment and seed, {@code treatments} where
 *     only treatments match
 * @param seeds that have matched runs; on the route of treatments the fewer of the two studies
 * @param pairs of matched runs, or treatments that both have
 * @param cyclesCompared of each run where runs are not equally long, else null
 * @param delta ratios that differ from 1 by less than this are no difference
 * @param unit whose mean time is compared: a cycle, or a run where a study has no cycles
 * @param speedup before by after mean time of a unit, null where nothing matches
 * @param growth before and after, as shares of the early time; null under ten cycles
 * @param parts of a late cycle, the largest change first
 * @param functions of a late cycle, the largest change first; empty without profiles
 * @param equivalence of paths and outputs, null where no seeds match
 * @param warnings what may have made the difference instead, a sentence each
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record VersionComparison(
    String text,
    String before,
    String after,
    Change change,
    String route,
    int seeds,
    int pairs,
    Comparison.ComparedCycles cyclesCompared,
    double delta,
    Unit unit,
    Estimate speedup,
    Comparison.Growth growth,
    List<PartChange> parts,
    List<PartChange> functions,
    Equivalence equivalence,
    List<String> warnings) {

  /** What is timed. */
  public enum Unit {
    @JsonProperty("cycle")
    CYCLE,
    @JsonProperty("run")
    RUN
  }

  public static final String BY_SEEDS = "seeds";
  public static final String BY_TREATMENTS = "treatments";

  public VersionComparison {
    parts = List.copyOf(parts);
    functions = List.copyOf(functions);
    warnings = List.copyOf(warnings);
  }

  /**
   * The time of a part of a late cycle.
   *
   * @param change after minus before; its interval is over matched seeds, null without
   */
  public record PartChange(String name, double beforeNanos, double afterNanos, Estimate change) {}

  /** Returns the figures of the first line; null where nothing matches. */
  Headline.Version headline() {
    return speedup == null
        ? null
        : new Headline.Version(
            after,
            before,
            speedup.value(),
            speedup.low(),
            speedup.high(),
            growth == null ? null : growth.unoptimized().value(),
            growth == null ? null : growth.optimized().value());
  }

  /** Returns the comparison with the functions that became faster or slower. */
  public VersionComparison withFunctions(List<PartChange> found) {
    return new VersionComparison(
        text,
        before,
        after,
        change,
        route,
        seeds,
        pairs,
        cyclesCompared,
        delta,
        unit,
        speedup,
        growth,
        parts,
        found,
        equivalence,
        warnings);
  }
}
