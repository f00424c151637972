package dev.runvar.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The answer of an analysis in one block, for people and programs.
 *
 * @param text one sentence
 * @param grows yes, no or undetermined
 * @param growth null when no run is long enough
 * @param madeOf parts of a cycle that hold the growth, largest first
 * @param function that holds most of the growth, null without a profile
 * @param cause with the strongest evidence, null without any
 * @param work how far the growth is more work, null when no work is known
 * @param version comparison of a version with another one, null without any
 * @param next one thing to do next
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Headline(
    String text,
    String grows,
    Growth growth,
    List<Part> madeOf,
    Function function,
    Cause cause,
    Work work,
    Version version,
    String next) {

  public Headline {
    madeOf = List.copyOf(madeOf);
  }

  /** Returns this headline with a comparison of versions; null for none. */
  Headline with(Version versions) {
    return new Headline(text, grows, growth, madeOf, function, cause, work, versions, next);
  }

  /**
   * Late minus early mean time of a cycle.
   *
   * @param share of the early mean; {@code low} and {@code high} its 95 % interval, null where
   *     there is none
   * @param scope replicates or within a run
   */
  public record Growth(double share, Double low, Double high, double nanos, String scope) {}

  /** A part of a cycle and its share of the growth, with a 95 % interval. */
  public record Part(String part, double share, Double low, Double high) {}

  /** A function and its share of the growth. */
  public record Function(
      String name, String file, Integer line, double share, Double low, Double high) {}

  /**
   * A cause.
   *
   * @param evidence part-grew, candidate, supported or intervention
   */
  public record Cause(String name, String evidence, String text) {}

  /**
   * Work that grew.
   *
   * @param early mean over early cycles, {@code late} over late ones
   * @param perUnitChange change of the time per unit of work as a share, with its interval
   */
  public record Work(
      String name,
      double early,
      double late,
      double perUnitChange,
      Double low,
      Double high,
      String text) {}

  /** A version against another one; growth is a share of the early runtime. */
  public record Version(
      String name,
      String against,
      double speedup,
      Double low,
      Double high,
      Double growthBefore,
      Double growthAfter) {}
}
