package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.RunStatisticsSamples;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Growth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentStatisticsTest {

  @Test
  void the_parts_of_the_growth_add_up_to_the_whole() {
    Growth growth =
        result(
                List.of(
                    RunStatisticsSamples.run(1, "a", "t", 1000, 1500),
                    RunStatisticsSamples.run(2, "b", "t", 2000, 2600)))
            .growth();
    assertEquals(550, growth.totalNanos(), 1e-9);
    assertEquals(550, growth.parts().stream().mapToDouble(Growth.Part::nanos).sum(), 1e-9);
    assertEquals(1, growth.parts().stream().mapToDouble(Growth.Part::share).sum(), 1e-12);
    assertEquals("outside the phases", growth.parts().get(growth.parts().size() - 1).name());
  }

  @Test
  void runs_of_a_seed_are_averaged_before_seeds_are() {
    ExperimentResult result =
        result(
            List.of(
                RunStatisticsSamples.run(1, "a", "t", 1000, 1000),
                RunStatisticsSamples.run(1, "b", "t", 1000, 1000),
                RunStatisticsSamples.run(1, "c", "t", 1000, 1000),
                RunStatisticsSamples.run(2, "d", "t", 3000, 3000)));
    assertEquals(2000, result.meanNanos());
    assertEquals(4, result.runs());
    assertEquals(400, result.cycles());
  }

  /** R: t.test(c(1000, 3000))$conf.int is -10706.20 to 14706.20. */
  @Test
  void intervals_are_over_seeds_and_need_two_of_them() {
    RunStatistics first = RunStatisticsSamples.run(1, "a", "t", 1000, 1000);
    RunStatistics second = RunStatisticsSamples.run(2, "b", "t", 3000, 3000);
    ExperimentResult result = result(List.of(first, second));
    List<Double> mean = result.intervals().get("meanNanos");
    assertEquals(-10706.20, mean.get(0), 0.01);
    assertEquals(14706.20, mean.get(1), 0.01);
    assertEquals(Map.of(), result(List.of(first)).intervals());
  }

  @Test
  void acceleration_rates_and_milestones_are_relative() {
    ExperimentResult result = result(List.of(RunStatisticsSamples.run(1, "a", "t", 1000, 1500)));
    assertEquals(0.5, result.acceleration(), 1e-12);
    assertEquals(0.1, result.cv(), 1e-12);
    assertEquals(2, result.ratePerHour().early(), 1e-12);
    assertEquals(1, result.ratePerHour().difference(), 1e-12);
    assertEquals(0.25, result.milestones().middle(), 1e-12);
    assertEquals(10, result.hostReadingsPerCycle());
  }

  @Test
  void under_ten_cycles_there_is_no_acceleration_and_no_growth() {
    ExperimentResult result = result(List.of(RunStatisticsSamples.tooShort(1)));
    assertNull(result.acceleration());
    assertNull(result.growth());
    assertNull(result.ratePerHour());
    assertEquals(5, result.meanNanos());
  }

  @Test
  void an_experiment_without_runs_has_no_figures() {
    ExperimentResult result = result(List.of());
    assertNull(result.meanNanos());
    assertNull(result.growth());
    assertEquals(0, result.runs());
  }

  private static ExperimentResult result(List<RunStatistics> runs) {
    return ExperimentStatistics.of(
        "e", "E", "optimized", runs, List.of(), 0.01, null, List.of(), null);
  }
}
