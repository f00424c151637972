package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatchedPlansTest {

  private static RunSpec run(String experiment, int seed, Map<String, String> parameters) {
    return new RunSpec(
        "run-%s-%d-%s".formatted(experiment, seed, parameters),
        "match of its own study %s %d".formatted(experiment, seed),
        experiment,
        new TreeMap<>(),
        new TreeMap<>(parameters),
        0,
        seed,
        0,
        10);
  }

  private static String before(MatchedPlans plans) {
    return plans.before().get(0).matchId();
  }

  private static String after(MatchedPlans plans) {
    return plans.after().get(0).matchId();
  }

  @Test
  void runs_match_by_experiment_parameters_and_seed() {
    MatchedPlans plans =
        MatchedPlans.of(
            List.of(run("a", 1, Map.of("n", "1")), run("b", 1, Map.of("n", "1"))),
            List.of(run("a", 1, Map.of("n", "1"))));
    assertEquals(before(plans), after(plans));
    assertNotEquals(plans.before().get(1).matchId(), after(plans));
  }

  @Test
  void experiments_of_other_names_match_by_their_parameters() {
    MatchedPlans plans =
        MatchedPlans.of(
            List.of(run("a", 1, Map.of("n", "1"))), List.of(run("b", 1, Map.of("n", "1"))));
    assertEquals(before(plans), after(plans));
  }

  @Test
  void a_variant_is_no_parameter_where_nothing_else_matches() {
    MatchedPlans plans =
        MatchedPlans.of(
            List.of(run("a", 1, Map.of("variant", "unoptimized"))),
            List.of(run("b", 1, Map.of("variant", "optimized"))));
    assertEquals(before(plans), after(plans));
  }

  @Test
  void other_seeds_do_not_match() {
    MatchedPlans plans =
        MatchedPlans.of(List.of(run("a", 1, Map.of())), List.of(run("a", 2, Map.of())));
    assertNotEquals(before(plans), after(plans));
  }
}
