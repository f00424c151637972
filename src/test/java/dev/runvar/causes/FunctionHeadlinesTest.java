package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.result.Headline;
import dev.runvar.result.ProfileResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionHeadlinesTest {

  private static final Headline.Function FUNCTION =
      new Headline.Function("Ward.next_patient", "hospital.py", 41, 0.94, 0.9, 0.98);

  private static ProfileResult profile(
      String scope, boolean byTime, double samples, Headline.Function function) {
    return new ProfileResult(
        "python",
        scope,
        byTime,
        2,
        2,
        samples,
        samples,
        new ProfileResult.Growth(1e6, 2e6, 0.8e6, 1.2e6),
        byTime ? null : function,
        byTime ? function : null,
        function == null ? "too few samples" : null,
        List.of(
            new ProfileResult.Accumulating("type", "dict", 0, 900, 90, null, null),
            new ProfileResult.Accumulating("container", "main:log", 0, 900, 50, null, null),
            new ProfileResult.Accumulating(
                "container", "next_patient:queue", 0, 900, 20, null, null)),
        List.of(),
        0.01,
        1,
        List.of());
  }

  @Test
  void a_function_is_named_with_its_place_and_share() {
    assertEquals(
        "`Ward.next_patient` (hospital.py:41) holds 94 % (90 to 98) of the growth.",
        FunctionHeadlines.sentence(FUNCTION));
    assertEquals(
        "`f` (libm) holds 60 % of the growth.",
        FunctionHeadlines.sentence(new Headline.Function("f", "libm", null, 0.6, null, null)));
    assertEquals(
        "Line 7 of ward.py holds 60 % of the growth.",
        FunctionHeadlines.sentence(
            new Headline.Function("<module>", "ward.py", 7, 0.6, null, null)));
  }

  @Test
  void what_the_function_itself_goes_through_is_named_before_other_containers() {
    assertEquals(
        "Look at line 41 of Ward.next_patient (next_patient:queue gains 20.0 entries per cycle), then compare the two versions.",
        FunctionHeadlines.next(FUNCTION, profile(ProfileResult.REPLICATES, false, 900, FUNCTION)));
  }

  @Test
  void too_few_samples_ask_for_as_many_seeds_as_give_enough() {
    assertEquals(
        "Run more cycles, or 5 seeds, so that a function can be named: too few samples.",
        FunctionHeadlines.next(null, profile(ProfileResult.WITHIN_RUN, false, 24, null)));
  }

  @Test
  void where_the_growth_of_a_cycle_is_not_established_that_of_a_function_may_be() {
    assertEquals(
        " It is established that `Ward.next_patient` (hospital.py:41) takes longer, and that it holds most of the change.",
        FunctionHeadlines.besideGrowth(profile(ProfileResult.REPLICATES, false, 900, FUNCTION)));
    assertEquals(
        "", FunctionHeadlines.besideGrowth(profile(ProfileResult.REPLICATES, true, 900, FUNCTION)));
  }

  @Test
  void few_runs_answer_about_themselves() {
    Headline.Growth growth =
        FunctionHeadlines.growthWithinRuns(profile(ProfileResult.WITHIN_RUN, false, 900, FUNCTION))
            .orElseThrow();
    assertEquals(1, growth.share(), 1e-9);
    assertEquals(0.8, growth.low(), 1e-9);
    assertEquals("within these runs", growth.scope());
    assertEquals("yes", FunctionHeadlines.grows(growth, 0.01));
    assertEquals(
        Optional.empty(),
        FunctionHeadlines.growthWithinRuns(
            profile(ProfileResult.REPLICATES, false, 900, FUNCTION)));
  }

  @Test
  void runs_without_cycles_have_a_function_and_no_growth() {
    Headline headline =
        FunctionHeadlines.ofProfile(profile(ProfileResult.REPLICATES, true, 900, FUNCTION), 0.01)
            .orElseThrow();
    assertNull(headline.growth());
    assertTrue(
        headline
            .text()
            .contains("`Ward.next_patient` (hospital.py:41) takes 94 (90 to 98) points more"),
        headline.text());
  }

  @Test
  void runs_that_a_limit_ended_say_what_they_did_until_then() {
    Headline headline =
        FunctionHeadlines.ofProfile(profile(ProfileResult.WITHIN_RUN, false, 900, FUNCTION), 0.01)
            .orElseThrow();
    assertEquals("yes", headline.grows());
    assertEquals(FUNCTION, headline.function());
  }
}
