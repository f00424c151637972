package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runvar.store.StudyStatus.Count;
import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.study.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyStatusTest {

  private static final long MINUTE = 60_000;
  private static final long NOW = 1_000 * MINUTE;

  @Test
  void runs_are_ok_failed_running_or_missing() {
    StudyStatus status =
        status(
            plan("a", 5),
            List.of(
                ended("a0", Outcome.OK, 1),
                ended("a1", Outcome.FAILED, 1),
                ended("a2", Outcome.OK, 1)),
            List.of(marker("a3", 0)));
    assertEquals(
        new Count("a", 5, 2, 1, 1, 1, status.all().runsPerHour(), status.all().secondsLeft()),
        status.experiments().get(0));
    assertEquals(List.of("a1"), status.failures().stream().map(Ended::runId).toList());
    assertEquals(List.of("a3"), status.running().stream().map(RunMarker::runId).toList());
  }

  @Test
  void an_attempt_of_which_nothing_was_heard_is_missing() {
    StudyStatus status = status(plan("a", 1), List.of(), List.of(marker("a0", 3)));
    assertEquals(1, status.all().missing());
    assertEquals(0, status.all().running());
  }

  @Test
  void a_failed_run_that_is_tried_again_is_running() {
    StudyStatus status =
        status(plan("a", 1), List.of(ended("a0", Outcome.FAILED, 1)), List.of(marker("a0", 0)));
    assertEquals(1, status.all().running());
    assertEquals(0, status.all().failed());
  }

  @Test
  void an_ok_attempt_counts_before_a_failed_one() {
    StudyStatus status =
        status(
            plan("a", 1),
            List.of(ended("a0", Outcome.OK, 1), ended("a0", Outcome.FAILED, 1)),
            List.of());
    assertEquals(1, status.all().ok());
    assertEquals(List.of(), status.failures());
  }

  @Test
  void the_rate_is_over_the_time_in_which_runs_ended_and_says_what_is_left() {
    // Two runs in ten minutes are twelve an hour; three more take a quarter of an hour.
    Count all =
        status(
                plan("a", 5),
                List.of(ended("a0", Outcome.OK, 10), ended("a1", Outcome.OK, 5)),
                List.of(marker("a2", 0)))
            .all();
    assertEquals(12, all.runsPerHour(), 1e-9);
    assertEquals(900, all.secondsLeft());
  }

  @Test
  void what_ended_long_ago_is_not_in_the_rate() {
    Count all =
        status(
                plan("a", 3),
                List.of(ended("a0", Outcome.OK, 500), ended("a1", Outcome.OK, 30)),
                List.of(marker("a2", 0)))
            .all();
    assertEquals(2, all.runsPerHour(), 1e-9);
  }

  @Test
  void without_anything_running_nothing_is_said_about_time() {
    Count all = status(plan("a", 2), List.of(ended("a0", Outcome.OK, 10)), List.of()).all();
    assertNull(all.runsPerHour());
    assertNull(all.secondsLeft());
  }

  @Test
  void runs_that_are_not_in_the_plan_are_not_counted() {
    Count all = status(plan("a", 1), List.of(ended("b7", Outcome.OK, 1)), List.of()).all();
    assertEquals(new Count("all", 1, 0, 0, 0, 1, null, null), all);
  }

  @Test
  void an_attempt_that_was_killed_after_its_commit_is_not_running() {
    Ended failed = ended("a0", Outcome.FAILED, 1);
    RunMarker left = new RunMarker("a0", failed.attempt(), "a", "host", 10, NOW, 5, NOW);
    StudyStatus status = status(plan("a", 1), List.of(failed), List.of(left));
    assertEquals(0, status.all().running());
    assertEquals(List.of(failed), status.failures());
  }

  private static StudyStatus status(
      List<RunSpec> plan, List<Ended> ended, List<RunMarker> markers) {
    return StudyStatus.of("s", plan, ended, markers, NOW);
  }

  private static List<RunSpec> plan(String experiment, int runs) {
    return IntStream.range(0, runs)
        .mapToObj(
            i ->
                new RunSpec(
                    experiment + i,
                    "m",
                    experiment,
                    new TreeMap<>(Map.of()),
                    new TreeMap<>(),
                    i,
                    1,
                    i,
                    10))
        .toList();
  }

  /** A run that took its time from then until half of it was over. */
  private static Ended ended(String runId, Outcome outcome, long minutesAgo) {
    long started = NOW - minutesAgo * MINUTE;
    return new Ended(
        runId,
        "of-" + outcome,
        runId.substring(0, 1),
        outcome,
        "",
        false,
        started,
        (started + NOW) / 2);
  }

  private static RunMarker marker(String runId, long silentMinutes) {
    long alive = NOW - silentMinutes * MINUTE;
    return new RunMarker(runId, "1", runId.substring(0, 1), "host", 10, alive, 5, alive);
  }
}
