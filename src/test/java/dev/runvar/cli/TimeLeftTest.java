package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.Outcome;
import dev.runvar.store.RunMarker;
import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.StudyReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A study of two experiments, whose runs take 200 s and 2 s. */
class TimeLeftTest {

  private static final long SECOND = 1_000_000_000L;

  /** Eleven runs of each experiment. */
  private static final List<RunSpec> PLAN =
      Plan.of(
          StudyReader.parse(
              "study.yaml",
              """
              study: two
              cycles: 100
              replications: 11
              seed: 1
              experiments:
                slow: {}
                fast: {}
              """));

  private final TimeLeft left = new TimeLeft();

  /** Ten and ten are to do, 2,020 s; one of the slow ones has done half of its 200 s. */
  @Test
  void runs_that_are_over_tell_how_long_those_of_their_treatment_take() {
    toDo(200);
    // 1,920 of 2,020 s are left when 100 s are done in 50 s, by two slots.
    assertEquals(960 * SECOND, left.nanos(50 * SECOND, List.of(marker("slow", 50)), 0).getAsLong());
  }

  @Test
  void quick_runs_that_end_first_do_not_stand_for_slow_ones() {
    runs("slow").forEach(left::add);
    runs("fast").forEach(left::add);
    runs("fast").forEach(run -> left.ended(ended(run, 2)));
    // A slow run has done 10 of 100 cycles in 20 s: all eleven take 2,200 s, with the fast 2,222.
    assertEquals(
        2_180 * SECOND, left.nanos(42 * SECOND, List.of(marker("slow", 10)), 20_000).getAsLong());
  }

  @Test
  void a_failed_run_does_not_tell_how_long_runs_take() {
    toDo(2);
    RunSpec run = runs("slow").get(1);
    left.ended(new Ended(run.runId(), "a", "slow", Outcome.FAILED, "broke", false, 0, 1_000_000));
    assertEquals(19 * SECOND, left.nanos(SECOND, List.of(), 0).getAsLong());
  }

  @Test
  void nothing_is_known_before_anything_was_done() {
    toDo(200);
    assertTrue(left.nanos(SECOND, List.of(marker("slow", 0)), 0).isEmpty());
  }

  /** The first run of each experiment ended earlier. */
  private void toDo(int slowSeconds) {
    left.add(runs("slow").get(0), ended(runs("slow").get(0), slowSeconds));
    left.add(runs("fast").get(0), ended(runs("fast").get(0), 2));
    runs("slow").stream().skip(1).forEach(left::add);
    runs("fast").stream().skip(1).forEach(left::add);
  }

  private static List<RunSpec> runs(String experiment) {
    return PLAN.stream().filter(run -> run.experiment().equals(experiment)).toList();
  }

  private static Ended ended(RunSpec run, int seconds) {
    return new Ended(
        run.runId(), "a", run.experiment(), Outcome.OK, "", false, 0, 1_000L * seconds);
  }

  private static RunMarker marker(String experiment, int cycles) {
    RunSpec run = runs(experiment).get(1);
    return new RunMarker(run.runId(), "a", experiment, "host", 100, 0, cycles, 0);
  }
}
