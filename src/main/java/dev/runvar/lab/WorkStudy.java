package dev.runvar.lab;

import dev.runvar.facts.RunTelemetry;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Runs whose work triples with time, and whose time per unit of it stays or rises.
 *
 * @param slower by how much a unit takes longer at the end of a run than at its beginning
 * @param correlation of the noise, 5 % of a cycle, with that of the cycle before
 */
record WorkStudy(double slower, double correlation, int cycles) {

  static final String WORK = "items";

  private static final double NANOS_PER_ITEM = 1e4;
  private static final double FIRST = 100;
  private static final double RISE = 200;
  private static final double NOISE = 0.05;

  /** Returns the telemetry of one run. */
  RunTelemetry run(RandomGenerator random) {
    double[] items = new double[cycles];
    double[] wall = new double[cycles];
    double noise = NOISE * random.nextGaussian();
    for (int i = 0; i < cycles; i++) {
      double share = (double) i / (cycles - 1);
      items[i] = Math.rint(FIRST + RISE * share);
      wall[i] = NANOS_PER_ITEM * items[i] * (1 + slower * share) * (1 + noise);
      double innovation = NOISE * Math.sqrt(1 - correlation * correlation);
      noise = correlation * noise + innovation * random.nextGaussian();
    }
    return new RunTelemetry(Map.of("wall_nanos", wall, WORK, items), Map.of());
  }
}
