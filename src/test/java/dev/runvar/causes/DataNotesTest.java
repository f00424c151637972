package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.telemetry.TimeSinceStart;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of telemetry that cannot be what it is taken for. */
class DataNotesTest {

  private static final RunContext CONTEXT = RunContext.of(TestStudy.SCOPE);

  @ParameterizedTest
  @CsvSource({"20,1,true", "19,1,false", "20,0,false", "500,3,true"})
  void times_that_never_fall_and_rise_look_like_times_since_the_start(
      int cycles, int step, boolean likely) {
    double[] rising = IntStream.range(0, cycles).mapToDouble(i -> 100 + i * step).toArray();
    assertEquals(likely, TimeSinceStart.isLikely(rising));
    if (cycles > 2) {
      rising[cycles / 2] = 1;
      assertEquals(false, TimeSinceStart.isLikely(rising));
    }
  }

  @Test
  void an_analysis_says_how_many_runs_look_so() {
    List<RunEffects> runs =
        List.of(
            run(IntStream.range(0, 30).mapToDouble(i -> 10 * i).toArray(), Map.of()),
            run(IntStream.range(0, 30).mapToDouble(i -> 10 + i % 3).toArray(), Map.of()));
    assertEquals(
        List.of(
            "The wall time never falls in 1 of 2 runs: it looks like time since the start, not time per cycle."),
        DataNotes.of(runs));
  }

  /** 1e308 squared is infinite; so is the sum of two of them. */
  @Test
  void values_whose_powers_are_infinite_are_left_out_and_counted() {
    int cycles = 200;
    double[] wall = IntStream.range(0, cycles).mapToDouble(i -> 1000 + i % 7).toArray();
    Map<String, double[]> gauges =
        Map.of(
            "patterns", filled(cycles, 1e308),
            "database_bytes", filled(cycles, -1e308),
            "population", IntStream.range(0, cycles).mapToDouble(i -> i % 5 * 4e307).toArray(),
            "host_cpu_percent",
                IntStream.range(0, cycles).mapToDouble(i -> i == 7 ? 1e300 : i % 11).toArray());
    RunEffects run = run(wall, gauges);
    assertEquals(561, run.data().tooLarge());
    assertEquals(
        List.of("561 values beyond ±1e60 are left out of the analysis."),
        DataNotes.of(List.of(run)));
  }

  private static double[] filled(int cycles, double value) {
    double[] values = new double[cycles];
    Arrays.fill(values, value);
    return values;
  }

  private static RunEffects run(double[] wall, Map<String, double[]> gauges) {
    Map<String, double[]> columns = new java.util.HashMap<>(gauges);
    columns.put(RunTelemetry.WALL, wall);
    return TestStudy.effects(new RunTelemetry(columns, Map.of()), CONTEXT);
  }
}
