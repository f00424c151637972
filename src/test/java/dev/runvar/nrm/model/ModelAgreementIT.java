package dev.runvar.nrm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.statistics.Tost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The swarm in Java and the one in Python (examples/python/swarm.py) in distribution: their
 * generators differ, so that no run of one is a run of the other.
 */
@Tag("long")
class ModelAgreementIT {

  /** Two ports whose means are within ten percent of each other count as the same model. */
  private static final double MARGIN = 1.1;

  private static final int CYCLES = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The seeds are enough for 80 % power at the spread that the cell has. */
  @ParameterizedTest
  @CsvSource({"0.05, 1, 40", "0.05, 5, 40", "0.20, 1, 60", "0.20, 5, 60"})
  void population_and_patterns_are_equivalent(double frequency, int founders, int seeds) {
    List<Outcome> java =
        IntStream.rangeClosed(1, seeds).mapToObj(s -> java(frequency, founders, s)).toList();
    List<Outcome> python =
        IntStream.rangeClosed(1, seeds)
            .parallel()
            .mapToObj(s -> python(frequency, founders, s))
            .toList();
    double[] population = new double[seeds];
    double[] patterns = new double[seeds];
    for (int i = 0; i < seeds; i++) {
      population[i] = Math.log(java.get(i).population / python.get(i).population);
      patterns[i] = Math.log(java.get(i).patterns / python.get(i).patterns);
    }
    assertEquivalent("population", frequency, founders, population);
    assertEquivalent("patterns", frequency, founders, patterns);
  }

  /** What a run comes to: its mean population, and its patterns at the end. */
  private record Outcome(double population, double patterns) {}

  private static void assertEquivalent(
      String what, double frequency, int founders, double[] logRatios) {
    Tost test = Tost.of(logRatios, MARGIN);
    String line =
        "%s, frequency %.2f, founders %d, %d seeds: Java / Python %.3f (90 %% interval %.3f to %.3f), p %.2g"
            .formatted(
                what,
                frequency,
                founders,
                logRatios.length,
                test.ratio(),
                test.low(),
                test.high(),
                test.p());
    System.out.println(line);
    assertTrue(test.equivalent(), line);
  }

  private static Outcome java(double frequency, int founders, int seed) {
    double[] sum = new double[1];
    Swarm end =
        SwarmRuns.run(
            SwarmRuns.parameters(frequency, founders, Mechanism.OFF),
            seed,
            CYCLES,
            swarm -> sum[0] += swarm.population());
    return new Outcome(sum[0] / CYCLES, end.patterns());
  }

  private static Outcome python(double frequency, int founders, int seed) {
    ProcessBuilder builder =
        new ProcessBuilder(
            "python3",
            "examples/python/swarm.py",
            "variant=optimized",
            "cycles=" + CYCLES,
            "frequency=" + frequency,
            "founders=" + founders,
            "seed=" + seed);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      double sum = 0;
      double patterns = 0;
      int cycles = 0;
      try (BufferedReader lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode gauges = JSON.readTree(line).get("gauges");
          if (gauges != null) {
            sum += gauges.get("population").asDouble();
            patterns = gauges.get("patterns").asDouble();
            cycles++;
          }
        }
      }
      assertEquals(CYCLES, cycles);
      return new Outcome(sum / cycles, patterns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
