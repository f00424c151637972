package dev.runvar.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * The result of a profiler for one run.
 *
 * @param profiler its name; null if none fits the command
 * @param file with its samples by cycle, null if there are none
 * @param byTime whether the run marks no cycles, so that samples are divided by time windows
 * @param samples how many there are
 * @param costShare processor time of taking them as a share of the run; null if not known
 * @param threads that ran at the same time, 0 if not known
 * @param notes of the profiler; each is a sentence after a word for its status: {@code used},
 *     {@code called}, {@code never-called}, {@code missing}, {@code refused}, {@code error}, {@code
 *     limit} or {@code none}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunProfile(
    String profiler,
    TelemetryPart file,
    boolean byTime,
    long samples,
    Double costShare,
    int threads,
    List<String> notes) {

  public RunProfile {
    notes = List.copyOf(Objects.requireNonNull(notes, "notes"));
  }

  /** Returns a profile without a result, with the reason. */
  public static RunProfile none(String why) {
    return new RunProfile(null, null, false, 0, null, 0, List.of("none " + why));
  }
}
