package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowChangeTest {

  private static final int SERIES = 2_000;
  private static final double CONFIDENCE = 0.95;

  /**
   * From Python, numpy 2 and scipy 1: {@code x = 100 + [0.04·i + 3·sin(7·i) + 2·cos(i²)]}, 60
   * windows as in the class comment, {@code s2 = r@r/(60 - 2*infl)}, {@code se =
   * sqrt(s2e*infl/60/E**2 + s2l*infl/60/L**2)}.
   */
  @Test
  void the_change_and_its_error_are_those_of_an_independent_computation() {
    double[] series = new double[300];
    Arrays.setAll(
        series, i -> 100 + 0.04 * i + 3 * Math.sin(7.0 * i) + 2 * Math.cos((double) i * i));
    WindowChange change = WindowChange.of(series, 60, 60).orElseThrow();
    assertEquals(0.08639654706020893, change.logRatio(), 1e-12);
    assertEquals(0.008937360725729723, change.standardError(), 1e-12);
    assertEquals(13.374582660508237, change.degreesOfFreedom(), 1e-9);
    assertEquals(0.019253167851295085, change.halfWidth(CONFIDENCE), 1e-9);
  }

  /** Coverage at least 93 %, and growth where there is none in at most 5 %, by simulation. */
  @ParameterizedTest
  @CsvSource({
    "300, 0, false",
    "300, 0, true",
    "300, 0.5, false",
    "300, 0.5, true",
    "1500, 0.9, false",
    "1500, 0.9, true",
    "3000, 0.95, false"
  })
  void intervals_cover_and_noise_is_no_growth(int cycles, double phi, boolean heavyTails) {
    Random random = new Random(20251127);
    int covered = 0;
    int grown = 0;
    int told = 0;
    for (int i = 0; i < SERIES; i++) {
      double[] series = autoregression(random, cycles, phi, heavyTails);
      Optional<WindowChange> change = WindowChange.of(series, cycles / 5, cycles / 5);
      if (change.isPresent()) {
        double half = change.get().halfWidth(CONFIDENCE);
        told++;
        covered += Math.abs(change.get().logRatio()) <= half ? 1 : 0;
        grown += change.get().logRatio() > half ? 1 : 0;
      }
    }
    assertTrue(told > SERIES / 2, told + " told");
    assertTrue(covered >= 0.93 * told, covered + " of " + told);
    assertTrue(grown <= 0.05 * told, grown + " of " + told);
  }

  @Test
  void a_random_walk_and_a_short_series_tell_nothing() {
    Random random = new Random(1);
    double[] walk = new double[1_000];
    for (int i = 1; i < walk.length; i++) {
      walk[i] = walk[i - 1] + random.nextGaussian();
    }
    double[] positive = Arrays.stream(walk).map(value -> 1_000 + value).toArray();
    assertTrue(WindowChange.of(positive, 200, 200).isEmpty());
    assertTrue(WindowChange.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 2, 2).isEmpty());
  }

  @Test
  void a_series_without_noise_has_no_error() {
    double[] series = new double[100];
    Arrays.setAll(series, i -> 50 + i);
    WindowChange change = WindowChange.of(series, 20, 20).orElseThrow();
    assertEquals(Math.log(139.5 / 59.5), change.logRatio(), 1e-12);
    assertEquals(0, change.standardError(), 1e-12);
  }

  private static double[] autoregression(
      Random random, int cycles, double phi, boolean heavyTails) {
    double[] series = new double[cycles];
    double value = 0;
    for (int i = -200; i < cycles; i++) {
      value = phi * value + (heavyTails ? studentOfThree(random) : random.nextGaussian());
      if (i >= 0) {
        series[i] = 100 + 3 * value;
      }
    }
    return series;
  }

  private static double studentOfThree(Random random) {
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double normal = random.nextGaussian();
      squares += normal * normal;
    }
    return random.nextGaussian() / Math.sqrt(squares / 3);
  }
}
