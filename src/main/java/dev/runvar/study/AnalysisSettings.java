package dev.runvar.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a study declares for its analysis; it changes nothing about its runs.
 *
 * @param work gauges that count as work, beside population and clusters
 * @param delta effects below this share of runtime do not count; null for the default of the
 *     analysis
 * @param criteria name of the published study whose criteria judge beside the verdicts, see {@link
 *     CriteriaPack}; null for none
 * @param causes that the study names, beside those that every analysis looks for
 * @param against name of the study that this one is compared with; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalysisSettings(
    List<String> work, Double delta, String criteria, List<DeclaredCause> causes, String against) {

  /** Those of a study that declares nothing. */
  public static final AnalysisSettings NONE =
      new AnalysisSettings(List.of(), null, null, List.of(), null);

  public AnalysisSettings {
    work = List.copyOf(work);
    // Manifests of versions before declared causes have none.
    causes = causes == null ? List.of() : List.copyOf(causes);
    if (delta != null && !isPossible(delta)) {
      throw new IllegalArgumentException("no share between 0 and 1: " + delta);
    }
  }

  /** Returns these settings with other criteria. */
  public AnalysisSettings judgedBy(String otherCriteria) {
    return new AnalysisSettings(work, delta, otherCriteria, causes, against);
  }

  AnalysisSettings comparedWith(String study) {
    return new AnalysisSettings(work, delta, criteria, causes, study);
  }

  /** Returns these settings, by which some gauges more count as work. */
  public AnalysisSettings withWork(List<String> more) {
    return new AnalysisSettings(
        Stream.concat(work.stream(), more.stream()).distinct().toList(),
        delta,
        criteria,
        causes,
        against);
  }

  static boolean isPossible(double delta) {
    return delta > 0 && delta < 1;
  }
}
