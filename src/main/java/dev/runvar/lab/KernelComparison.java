package dev.runvar.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The kernel beside brute force in C and the CPython port, over populations, in one run. */
public final class KernelComparison {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private KernelComparison() {}

  /**
   * What one population costs.
   *
   * @param composeNanos of one search for clusters
   * @param cycleNanos of one whole cycle of a settled swarm of at most this population
   * @param cycleBytes allocated per cycle
   * @param cNanos of every pair by brute force in C; absent without a compiler
   * @param pythonNanos of the CPython port's search; absent without CPython
   */
  public record Row(
      int population,
      double composeNanos,
      double cycleNanos,
      double cycleBytes,
      OptionalDouble cNanos,
      OptionalDouble pythonNanos) {

    public double pairs() {
      return 0.5 * population * (population - 1);
    }
  }

  /**
   * Runs the comparison, which takes a minute or two.
   *
   * @param pythonPort the CPython port of the model
   */
  public static List<Row> run(Path pythonPort) throws IOException, InterruptedException {
    Map<Integer, RunResult> compose = new TreeMap<>();
    Map<Integer, RunResult> cycle = new TreeMap<>();
    for (RunResult result : measure()) {
      int population = Integer.parseInt(result.getParams().getParam("population"));
      boolean whole = result.getParams().getBenchmark().endsWith(".cycle");
      (whole ? cycle : compose).put(population, result);
    }
    List<Row> rows = new ArrayList<>();
    try (Peers peers = new Peers(pythonPort)) {
      for (int population : compose.keySet()) {
        rows.add(
            new Row(
                population,
                compose.get(population).getPrimaryResult().getScore(),
                cycle.get(population).getPrimaryResult().getScore(),
                cycle.get(population).getSecondaryResults().get(ALLOCATION).getScore(),
                peers.bruteForceC(population),
                peers.python(population)));
      }
    }
    return List.copyOf(rows);
  }

  private static Collection<RunResult> measure() {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(KernelBenchmark.class.getName())
                  .addProfiler(GCProfiler.class)
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmark did not run", e);
    }
  }
}
