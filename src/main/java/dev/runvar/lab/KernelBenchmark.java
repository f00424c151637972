package dev.runvar.lab;

import dev.runvar.nrm.model.Mechanism;
import dev.runvar.nrm.model.Recall;
import dev.runvar.nrm.model.SeededEnvironment;
import dev.runvar.nrm.model.Swarm;
import dev.runvar.nrm.model.SwarmParameters;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The model's kernel under JMH: the search for clusters, and whole cycles. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {

  /** Several swarms in turn, so that the processor cannot learn the branches of one. */
  private static final int SWARMS = 16;

  /** Enough for the pattern memory to saturate: the cycle is then a steady one. */
  private static final int SETTLING_CYCLES = 3000;

  @Param({"10", "30", "100", "300", "1000"})
  public int population;

  private final Swarm[] scattered = new Swarm[SWARMS];
  private Swarm settled;
  private SeededEnvironment environment;
  private int next;

  /** Makes swarms of founders with uniform phases, and one that has run for a while. */
  @Setup
  public void found() {
    for (int i = 0; i < SWARMS; i++) {
      scattered[i] = new Swarm(parameters(population), i + 1);
    }
    settled = new Swarm(parameters(Math.min(5, population)), 1);
    environment = new SeededEnvironment(1);
    for (int cycle = 0; cycle < SETTLING_CYCLES; cycle++) {
      cycle();
    }
  }

  /** Finds the clusters of {@code population} agents with uniform phases. */
  @Benchmark
  public int compose() {
    Swarm swarm = scattered[next];
    next = (next + 1) % SWARMS;
    swarm.compose();
    return swarm.clusters();
  }

  /** Runs one cycle of a swarm of at most {@code population} agents. */
  @Benchmark
  public int cycle() {
    environment.advance();
    settled.evolve(environment.cpuPercent(), environment.memoryPercent());
    settled.compose();
    settled.recall();
    settled.pool();
    settled.decompose();
    settled.spawn(environment.cpuPercent(), environment.memoryPercent());
    settled.die();
    return settled.population();
  }

  private SwarmParameters parameters(int founders) {
    return new SwarmParameters(
        population, 7, 0.99, 1000, 0.05, founders, Mechanism.OFF, Mechanism.OFF, Recall.LINEAR);
  }
}
