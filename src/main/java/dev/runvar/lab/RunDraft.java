package dev.runvar.lab;

import dev.runvar.facts.RunTelemetry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * One made-up run before it is measured: what its cycles take, and what its gauges read.
 *
 * <p>Times are in nanoseconds. Each part of a cycle has noise of its own, and the whole cycle has
 * some that its parts share. The host is calm unless a gauge says otherwise.
 */
final class RunDraft {

  static final double MILLISECOND = 1e6;

  private static final double OWN_NOISE = 0.02;
  private static final double COMMON_NOISE = 0.02;

  /** Time off the core in a cycle that waits for nothing, as a share of it. */
  private static final double SWITCHES = 0.01;

  private final int cycles;
  private final RandomGenerator random;
  private final double[] common;
  private final double[] wall;
  private final double[] cpu;
  private final Map<String, double[]> columns = new HashMap<>();
  private final Map<String, double[]> phases = new LinkedHashMap<>();

  RunDraft(int cycles, RandomGenerator random) {
    this.cycles = cycles;
    this.random = random;
    common = autoregression(0.8, COMMON_NOISE);
    wall = new double[cycles];
    cpu = new double[cycles];
    double[] load = autoregression(0.9, 2);
    double[] memory = autoregression(0.97, 0.5);
    gauge("host_cpu_percent", cycle -> 18 + load[cycle]);
    gauge("host_memory_percent", cycle -> 35 + memory[cycle]);
    gauge("population", cycle -> 80 + random.nextInt(-3, 4));
  }

  /** Returns how much of the run is over at the start of a cycle, from 0. */
  double share(int cycle) {
    return (double) cycle / cycles;
  }

  double[] each(IntToDoubleFunction value) {
    double[] values = new double[cycles];
    Arrays.setAll(values, value);
    return values;
  }

  /** Returns a stationary series around 0, each value {@code memory} times the one before. */
  double[] autoregression(double memory, double deviation) {
    double shock = deviation * Math.sqrt(1 - memory * memory);
    double[] series = new double[cycles];
    series[0] = deviation * random.nextGaussian();
    for (int i = 1; i < cycles; i++) {
      series[i] = memory * series[i - 1] + shock * random.nextGaussian();
    }
    return series;
  }

  /** Returns what has come in up to each cycle, in whole pieces; the mean of them is given. */
  double[] growing(double perCycle) {
    double[] level = new double[cycles];
    double now = 0;
    for (int i = 0; i < cycles; i++) {
      now += Math.round(perCycle * random.nextDouble(0, 2));
      level[i] = now;
    }
    return level;
  }

  /** Returns 1 within episodes at random places and 0 between them, by their mean lengths. */
  double[] episodes(double length, double pause) {
    double[] active = new double[cycles];
    boolean now = false;
    for (int i = 0; i < cycles; i++) {
      if (random.nextDouble() < 1 / (now ? length : pause)) {
        now = !now;
      }
      active[i] = now ? 1 : 0;
    }
    return active;
  }

  void gauge(String name, double[] values) {
    columns.put(name, values);
  }

  void gauge(String name, IntToDoubleFunction value) {
    gauge(name, each(value));
  }

  /** A gauge that is read in every so many cycles only. */
  void gaugeEvery(int interval, String name, double[] values) {
    gauge(name, cycle -> cycle % interval == 0 ? values[cycle] : Double.NaN);
  }

  /** Adds what a phase takes on the core; it may be given in several parts. */
  void computes(String phase, IntToDoubleFunction nanos) {
    double[] noisy = noisy(nanos);
    add(noisy, wall);
    add(noisy, cpu);
    add(noisy, phases.computeIfAbsent(phase, name -> new double[cycles]));
  }

  /** Adds what a phase takes off the core. */
  void waits(String phase, IntToDoubleFunction nanos) {
    double[] noisy = noisy(nanos);
    add(noisy, wall);
    add(noisy, phases.computeIfAbsent(phase, name -> new double[cycles]));
  }

  /** Adds what a cycle takes on the core outside of its phases. */
  void computes(IntToDoubleFunction nanos) {
    double[] noisy = noisy(nanos);
    add(noisy, wall);
    add(noisy, cpu);
  }

  /** Adds what a cycle takes off the core outside of its phases. */
  void waits(IntToDoubleFunction nanos) {
    add(noisy(nanos), wall);
  }

  private double[] noisy(IntToDoubleFunction nanos) {
    double[] own = autoregression(0.4, OWN_NOISE);
    return each(cycle -> nanos.applyAsDouble(cycle) * Math.exp(common[cycle] + own[cycle]));
  }

  private static void add(double[] part, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part[i];
    }
  }

  /** Returns the telemetry of a workload that times its phases. */
  RunTelemetry timed() {
    return telemetry(phases);
  }

  /** Returns the telemetry of a workload that times its phases in every so many cycles. */
  RunTelemetry timedEvery(int interval) {
    Map<String, double[]> sampled = new LinkedHashMap<>();
    phases.forEach(
        (name, nanos) ->
            sampled.put(name, each(cycle -> cycle % interval == 0 ? nanos[cycle] : Double.NaN)));
    return telemetry(sampled);
  }

  /** Returns the telemetry of a workload that does not time its phases. */
  RunTelemetry untimed() {
    return telemetry(Map.of());
  }

  private RunTelemetry telemetry(Map<String, double[]> reported) {
    columns.put(RunTelemetry.WALL, wall);
    gauge("cpu_nanos", cycle -> cpu[cycle] * (1 - SWITCHES * random.nextDouble()));
    return new RunTelemetry(columns, reported);
  }
}
