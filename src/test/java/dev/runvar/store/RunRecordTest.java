package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.study.RunSpec;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRecordTest {

  /** Outcome, cycles and samples of a run that is profiled by its cycles. */
  @ParameterizedTest
  @CsvSource({
    "OK, 1000, 1000, false",
    "TIMEOUT, 1, 1, true",
    "OUT_OF_MEMORY, 1, 1, true",
    "FAILED, 20, 200, true",
    "FAILED, 19, 200, false",
    "FAILED, 20, 199, false",
    "KILLED, 20, 200, true",
    "INVALID_TELEMETRY, 1000, 1000, false"
  })
  void a_run_that_failed_shows_growth_if_it_did_more_than_start(
      Outcome outcome, int cycles, long samples, boolean shows) {
    RunProfile profile =
        new RunProfile(
            "python",
            new TelemetryPart("profile.parquet", 1, 1, "ab"),
            false,
            samples,
            null,
            1,
            List.of());
    assertEquals(shows, record(outcome, cycles, profile).showsGrowthUntilItsEnd());
  }

  private static RunRecord record(Outcome outcome, int cycles, RunProfile profile) {
    RunSpec spec = new RunSpec("r", "r", "e", new TreeMap<>(), new TreeMap<>(), 0, 1, 0, cycles);
    return new SampleRecord(spec, outcome, null).of(cycles, profile);
  }
}
