package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.profile.CycleWindow.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Runs of a thousand windows, in which one function takes a share of the time and another the rest.
 */
class StartUpTest {

  private static final Frame MAIN = new Frame("model.py", "<module>", 1, 1, true);
  private static final Frame STEP = new Frame("model.py", "step", 5, 6, true);
  private static final Frame OTHER = new Frame("model.py", "other", 9, 9, true);

  @Test
  void what_comes_before_a_function_that_begins_suddenly_is_start_up() {
    List<SeededProfile> runs = runs(window -> window < 300 ? 0 : 1);
    int groups = StartUp.groups(runs);
    assertEquals(15, groups);
    FunctionRow step = step(StartUp.leftOut(runs, groups));
    assertEquals(0, step.estimate().growthNanos(), 1e-6);
  }

  @Test
  void a_function_that_grows_has_no_start_up_and_keeps_growing() {
    List<SeededProfile> runs = runs(window -> window / 1_000.0);
    assertEquals(0, StartUp.groups(runs));
    FunctionRow late = step(StartUp.fromTheMiddle(runs, 0));
    assertTrue(late.isSignificant() && late.estimate().growthNanos() > 0);
  }

  @Test
  void a_function_that_grows_after_a_start_up_keeps_growing() {
    List<SeededProfile> runs = runs(window -> window < 600 ? 0 : 0.4 + (window - 600) / 800.0);
    int groups = StartUp.groups(runs);
    assertEquals(30, groups);
    FunctionRow whole = step(StartUp.leftOut(runs, groups));
    FunctionRow late = step(StartUp.fromTheMiddle(runs, groups));
    assertTrue(whole.isSignificant() && late.isSignificant());
    assertTrue(late.estimate().growthNanos() < whole.estimate().growthNanos());
  }

  private static FunctionRow step(List<SeededProfile> runs) {
    return FunctionGrowth.of(runs).inclusive().stream()
        .filter(row -> row.function().equals(STEP.functionId()))
        .findFirst()
        .orElseThrow();
  }

  /** Five seeds, four samples in a window. */
  private static List<SeededProfile> runs(IntToDoubleFunction shareOfStep) {
    List<SeededProfile> runs = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
      List<Sample> samples = new ArrayList<>();
      for (int sample = 1; sample <= 4_000; sample++) {
        double share = shareOfStep.applyAsDouble((sample - 1) / 4);
        Frame top = random.nextDouble() < share ? STEP : OTHER;
        samples.add(new Sample(250L * sample, 250_000, List.of(top, MAIN), ""));
      }
      CycleSpans spans = CycleSpans.equal(0, 1_000_000_000L, 1_000);
      Iterator<Sample> all = samples.iterator();
      runs.add(new SeededProfile(seed, SampleJoin.of(spans, all)));
    }
    assertTrue(runs.get(0).profile().samples(Kind.EARLY) > 500);
    return runs;
  }
}
