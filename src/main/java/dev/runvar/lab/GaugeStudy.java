package dev.runvar.lab;

import dev.runvar.facts.RunTelemetry;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Runs with eight gauges, all of which grow, and eight phases: what the search for something that
 * accumulates has to cope with.
 *
 * @param shape how the phases grow
 * @param noise of the phases, 5 % of each
 */
record GaugeStudy(Shape shape, Noise noise, int cycles) {

  /** How phases grow. */
  enum Shape {
    /** No phase grows. */
    NOTHING,
    /** All phases grow by the same share. */
    ALL_ALIKE,
    /** One phase grows with time, and with no gauge. */
    ONE_WITH_TIME,
    /** One phase grows fast at first. */
    ONE_SATURATING,
    /** One phase and all gauges step up at the same cycle of every run. */
    SHARED_STEP,
    /** One phase costs by the entries of one gauge. */
    BY_A_GAUGE
  }

  /** How the noise of a cycle depends on that of the one before. */
  enum Noise {
    WHITE(0),
    AR_90(0.9);

    private final double coefficient;

    Noise(double coefficient) {
      this.coefficient = coefficient;
    }

    double coefficient() {
      return coefficient;
    }
  }

  static final String CAUSE = "gauge_1";

  private static final int GAUGES = 8;
  private static final int PHASES = 8;
  private static final double PHASE_NANOS = 1e6;
  private static final double GROWTH = 1.5;
  private static final double NOISE = 0.05;
  private static final double LEVEL = 100;
  private static final double RISE = 200;
  private static final double WANDERING = 25;
  private static final double NANOS_PER_ENTRY = 6_000;

  /** Returns the telemetry of one run. */
  RunTelemetry run(RandomGenerator random) {
    Map<String, double[]> columns = new HashMap<>();
    for (int gauge = 1; gauge <= GAUGES; gauge++) {
      columns.put("gauge_" + gauge, gauge(random));
    }
    Map<String, double[]> phases = new HashMap<>();
    double[] wall = new double[cycles];
    for (int phase = 1; phase <= PHASES; phase++) {
      double[] nanos = phase(phase == 1, columns.get(CAUSE), random);
      phases.put("phase_" + phase, nanos);
      for (int i = 0; i < cycles; i++) {
        wall[i] += nanos[i];
      }
    }
    columns.put("wall_nanos", wall);
    return new RunTelemetry(columns, phases);
  }

  private double[] gauge(RandomGenerator random) {
    double[] wandering = autoregressive(0.9, WANDERING, random);
    double[] gauge = new double[cycles];
    for (int i = 0; i < cycles; i++) {
      double share = (double) i / cycles;
      double rise = shape == Shape.SHARED_STEP ? (share < 0.5 ? 0 : 1) : share;
      gauge[i] = Math.max(0, LEVEL + RISE * rise + wandering[i]);
    }
    return gauge;
  }

  private double[] phase(boolean first, double[] cause, RandomGenerator random) {
    double[] noiseOfPhase = autoregressive(noise.coefficient, NOISE, random);
    double[] nanos = new double[cycles];
    for (int i = 0; i < cycles; i++) {
      double growth = growth(first, (double) i / cycles);
      double paid = first && shape == Shape.BY_A_GAUGE ? NANOS_PER_ENTRY * cause[i] : 0;
      nanos[i] = Math.max(0, PHASE_NANOS * (1 + growth + noiseOfPhase[i]) + paid);
    }
    return nanos;
  }

  private double growth(boolean first, double share) {
    return switch (shape) {
      case NOTHING, BY_A_GAUGE -> 0;
      case ALL_ALIKE -> GROWTH * share;
      case ONE_WITH_TIME -> first ? GROWTH * share : 0;
      case ONE_SATURATING -> first ? GROWTH * (1 - Math.exp(-5 * share)) : 0;
      case SHARED_STEP -> first && share >= 0.5 ? GROWTH : 0;
    };
  }

  /** Returns a series with a standard deviation, each value a share of the one before. */
  private double[] autoregressive(double coefficient, double sd, RandomGenerator random) {
    double[] series = new double[cycles];
    double innovation = sd * Math.sqrt(1 - coefficient * coefficient);
    double last = sd * random.nextGaussian();
    for (int i = 0; i < cycles; i++) {
      series[i] = last;
      last = coefficient * last + innovation * random.nextGaussian();
    }
    return series;
  }
}
