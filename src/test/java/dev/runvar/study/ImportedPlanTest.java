package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportedPlanTest {

  @Test
  void runs_that_differ_in_experiment_and_variant_alone_match() {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    RunSpec before = plan.add(run("before", "unoptimized", 5L), 10);
    RunSpec after = plan.add(run("after", "optimized", 5L), 10);
    assertEquals(before.matchId(), after.matchId());
    assertNotEquals(before.matchId(), plan.add(run("after", "optimized", 6L), 10).matchId());
    Comparison compare = plan.study("mine", AnalysisSettings.NONE).compare();
    assertEquals(new Comparison(List.of("before"), List.of("after")), compare);
  }

  @Test
  void a_run_that_ended_early_matches_its_partner() {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    RunSpec before = plan.add(run("before", "unoptimized", 5L), 600);
    assertEquals(before.matchId(), plan.add(run("after", "optimized", 5L), 1500).matchId());
  }

  @Test
  void runs_of_an_older_version_match_whatever_their_length() {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    RunSpec before = plan.add(run("before", "unoptimized", 5L), 799);
    RunSpec after = plan.add(run("after", "optimized", 5L), 800);
    Study older =
        new ImportedPlan(List.of(olderMatch(before, ""), olderMatch(after, "")), Set.of())
            .study("mine", AnalysisSettings.NONE);
    assertEquals(List.of(before, after), Plan.of(older));
    assertEquals(
        before.matchId(),
        new ImportedPlan(List.of(olderMatch(before, "")), Set.of())
            .add(run("later", "optimized", 5L), 300)
            .matchId());
  }

  @Test
  void a_named_run_of_an_older_version_matches_a_run_of_its_length() {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    RunSpec named = plan.add(named("before", "unoptimized"), 800);
    ImportedPlan extended = new ImportedPlan(List.of(olderMatch(named, "b")), Set.of());
    RunSpec partner = extended.add(named("after", "optimized"), 800);
    assertEquals(
        List.of(partner.matchId(), partner.matchId()),
        extended.runs().stream().map(RunSpec::matchId).toList());
  }

  /** The match id that older versions have written, with the length in it. */
  private static RunSpec olderMatch(RunSpec run, String name) {
    return run.matchedBy(Plan.id("imported", Map.of("size", "5"), run.seed(), name, run.cycles()));
  }

  private static ImportedRun named(String experiment, String variant) {
    return ImportedRun.of(
        new Place("x.csv", 3), experiment, Optional.of(variant), Map.of("size", "5"), 5L, "b");
  }

  @Test
  void a_run_without_a_seed_has_its_position_and_matches_no_other() {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    RunSpec seeded = plan.add(run("a", "unoptimized", 2L), 10);
    RunSpec unseeded = plan.add(run("a", "unoptimized", null), 10);
    assertEquals(2, unseeded.seed());
    assertNotEquals(seeded.runId(), unseeded.runId());
    assertNotEquals(seeded.matchId(), unseeded.matchId());
    assertEquals(1, unseeded.replication());
  }

  @Test
  void added_runs_leave_those_that_are_there_as_they_were() {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    plan.add(run("a", "unoptimized", 1L), 10);
    Study before = plan.study("mine", AnalysisSettings.NONE);
    ImportedPlan extended = new ImportedPlan(before.imported(), Set.of());
    extended.add(run("b", "optimized", 1L), 30);
    Study after = extended.study("mine", AnalysisSettings.NONE);
    assertEquals(before.imported(), after.imported().subList(0, 1));
    assertEquals(List.of(), StudyChange.differences(before, after));
    assertEquals(
        List.of("run %s of b is missing".formatted(after.imported().get(1).runId())),
        StudyChange.differences(after, before));
    assertEquals(after.imported(), Plan.of(after));
  }

  @Test
  void the_same_run_is_refused_the_second_time() {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    plan.add(run("a", "unoptimized", 1L), 10);
    StudyException e =
        assertThrows(StudyException.class, () -> plan.add(run("a", "unoptimized", 1L), 20));
    assertEquals(
        "x.csv:3: experiment a has a run with seed 1 and {size=5, variant=unoptimized} already; give runs that differ in experiment, parameters, seed or run",
        e.getMessage());
  }

  @Test
  void an_interrupted_import_may_be_repeated() {
    ImportedPlan plan = new ImportedPlan(List.of(), Set.of());
    RunSpec first = plan.add(run("a", "unoptimized", null), 10);
    RunSpec second = plan.add(run("a", "unoptimized", null), 20);
    ImportedPlan again = new ImportedPlan(plan.runs(), Set.of(second.runId()));
    assertEquals(first, again.add(run("a", "unoptimized", null), 10));
    assertEquals(second, again.add(run("a", "unoptimized", null), 20));
    assertEquals(plan.runs(), again.runs());
    ImportedPlan twice = new ImportedPlan(plan.runs(), Set.of(second.runId()));
    ImportedRun seeded = run("b", "unoptimized", 1L);
    twice.add(seeded, 10);
    assertThrows(StudyException.class, () -> twice.add(seeded, 20));
  }

  private static ImportedRun run(String experiment, String variant, Long seed) {
    return ImportedRun.of(
        new Place("x.csv", 3), experiment, Optional.of(variant), Map.of("size", "5"), seed, "");
  }
}
