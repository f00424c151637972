package dev.runvar.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.study.RunSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The progress of a study, from its records and markers.
 *
 * @param running attempts that are under way
 * @param failures the committed runs that are not OK
 */
public record StudyStatus(
    String study,
    Count all,
    List<Count> experiments,
    List<RunMarker> running,
    List<Ended> failures) {

  /** The rate is computed over the last hour. */
  private static final long WINDOW_MILLIS = Duration.ofHours(1).toMillis();

  private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /**
   * The runs of an experiment, or of all.
   *
   * @param missing neither committed nor under way
   * @param runsPerHour null when nothing is under way or nothing ended yet
   * @param secondsLeft null when it cannot be estimated
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Count(
      String experiment,
      int planned,
      int ok,
      int failed,
      int running,
      int missing,
      Double runsPerHour,
      Long secondsLeft) {}

  public StudyStatus {
    experiments = List.copyOf(experiments);
    running = List.copyOf(running);
    failures = List.copyOf(failures);
  }

  /**
   * Returns the status at a moment.
   *
   * @param ended every committed attempt
   * @param markers every marker that is there
   */
  public static StudyStatus of(
      String study,
      List<RunSpec> plan,
      Collection<Ended> ended,
      Collection<RunMarker> markers,
      long nowUnixMillis) {
    Map<String, Ended> committed = new HashMap<>();
    for (Ended end : ended) {
      committed.merge(end.runId(), end, StudyStatus::preferred);
    }
    Set<String> over = ended.stream().map(Ended::attempt).collect(Collectors.toSet());
    Map<String, RunMarker> alive = new HashMap<>();
    for (RunMarker marker : markers) {
      Ended end = committed.get(marker.runId());
      boolean isOk = end != null && end.outcome() == Outcome.OK;
      if (marker.isAlive(nowUnixMillis) && !isOk && !over.contains(marker.attempt())) {
        alive.put(marker.runId(), marker);
      }
    }
    Map<String, List<RunSpec>> byExperiment = new LinkedHashMap<>();
    plan.forEach(
        run -> byExperiment.computeIfAbsent(run.experiment(), id -> new ArrayList<>()).add(run));
    List<Count> experiments =
        byExperiment.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> count(e.getKey(), e.getValue(), committed, alive, nowUnixMillis))
            .toList();
    List<RunMarker> running =
        plan.stream().map(r -> alive.get(r.runId())).filter(m -> m != null).toList();
    List<Ended> failures =
        plan.stream()
            .map(run -> committed.get(run.runId()))
            .filter(end -> end != null && end.outcome() != Outcome.OK)
            .filter(end -> !alive.containsKey(end.runId()))
            .toList();
    Count all = count("all", plan, committed, alive, nowUnixMillis);
    return new StudyStatus(study, all, experiments, running, failures);
  }

  static Ended preferred(Ended a, Ended b) {
    return StudyStore.isPreferred(a.outcome(), a.attempt(), b.outcome(), b.attempt()) ? a : b;
  }

  /** Returns this status as JSON. */
  public String toJson() {
    try {
      return Json.INDENTED.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status is always JSON", e);
    }
  }

  private static Count count(
      String experiment,
      List<RunSpec> runs,
      Map<String, Ended> committed,
      Map<String, RunMarker> alive,
      long now) {
    int ok = 0;
    int failed = 0;
    int running = 0;
    List<Ended> recent = new ArrayList<>();
    for (RunSpec run : runs) {
      Ended end = committed.get(run.runId());
      if (end != null && end.endedUnixMillis() >= now - WINDOW_MILLIS) {
        recent.add(end);
      }
      if (alive.containsKey(run.runId())) {
        running++;
      } else if (end != null && end.outcome() == Outcome.OK) {
        ok++;
      } else if (end != null) {
        failed++;
      }
    }
    int missing = runs.size() - ok - failed - running;
    Double runsPerHour = running == 0 ? null : runsPerHour(recent, now);
    Long secondsLeft =
        runsPerHour == null ? null : Math.round((missing + running) / runsPerHour * 3600);
    return new Count(
        experiment, runs.size(), ok, failed, running, missing, runsPerHour, secondsLeft);
  }

  /** Returns runs per hour over the window, or since its first run started, if that is later. */
  private static Double runsPerHour(List<Ended> recent, long now) {
    if (recent.isEmpty()) {
      return null;
    }
    long firstStart = recent.stream().mapToLong(Ended::startedUnixMillis).min().getAsLong();
    long since = Math.max(firstStart, now - WINDOW_MILLIS);
    return recent.size() / (Math.max(1, now - since) / HOUR_MILLIS);
  }
}
