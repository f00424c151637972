package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.profile.PhaseAgreement.Fifth;
import dev.runvar.profile.PhaseAgreement.TimedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PhaseAgreementTest {

  private static final CycleSpans SPANS = CycleSpans.equal(0, 100_000_000, 100);
  private static final List<Frame> STACK = List.of(new Frame("a.py", "step", 1, 2, true));

  /** A sample of a millisecond per cycle, in the phase by chance. */
  private static TimedRun run(
      double measured, double sampled, int perCycle, SplittableRandom random) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 100 * perCycle; i++) {
      samples.add(
          new Sample(
              1_000L * (i + 1) / perCycle,
              1_000_000 / perCycle,
              STACK,
              random.nextDouble() < sampled ? "choose" : ""));
    }
    return new TimedRun(
        SampleJoin.of(SPANS, samples.iterator()), Map.of("choose", new Fifth(measured, measured)));
  }

  private static int disagreeing(int runs, double measured, double sampled) {
    SplittableRandom random = new SplittableRandom(5);
    int disagreeing = 0;
    for (int study = 0; study < 400; study++) {
      List<TimedRun> all = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        all.add(run(measured, sampled, 5, random));
      }
      disagreeing += PhaseAgreement.of(all).get(0).agrees() ? 0 : 1;
    }
    return disagreeing;
  }

  @Test
  void samples_that_fall_into_a_phase_as_often_as_its_time_says_agree() {
    assertTrue(disagreeing(5, 0.4, 0.4) <= 4);
    assertTrue(disagreeing(1, 0.4, 0.4) <= 20);
  }

  @Test
  void samples_that_miss_a_quarter_of_the_time_do_not_agree() {
    assertTrue(disagreeing(5, 0.65, 0.4) >= 390);
    assertTrue(disagreeing(1, 0.65, 0.4) >= 380);
  }

  @Test
  void a_profiler_that_knows_of_no_phase_says_nothing() {
    CycleProfile without = SampleJoin.of(SPANS, List.of(new Sample(500, 1000, STACK)).iterator());
    assertEquals(
        List.of(),
        PhaseAgreement.of(List.of(new TimedRun(without, Map.of("choose", new Fifth(0.5, 0.5))))));
  }

  @Test
  void shares_are_of_the_time_that_was_sampled_in_a_fifth() {
    List<Sample> samples =
        List.of(
            new Sample(3_000, 3_000_000, STACK, "choose"),
            new Sample(20_000, 17_000_000, STACK, ""),
            new Sample(50_000, 30_000_000, STACK, "choose"),
            new Sample(100_000, 20_000_000, STACK, "choose"));
    PhaseAgreement one =
        PhaseAgreement.of(
                List.of(
                    new TimedRun(
                        SampleJoin.of(SPANS, samples.iterator()),
                        Map.of("choose", new Fifth(0.2, 0.9)))))
            .get(0);
    assertEquals(new Fifth(0.15, 1), one.sampled());
    assertEquals(new Fifth(0.2, 0.9), one.measured());
  }
}
