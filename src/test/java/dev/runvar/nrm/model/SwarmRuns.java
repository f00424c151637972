package dev.runvar.nrm.model;

import java.util.function.Consumer;

/** Runs of the model in a plain loop, as tests need them. */
final class SwarmRuns {

  private SwarmRuns() {}

  static SwarmParameters parameters(double frequency, int founders, Mechanism throttling) {
    return new SwarmParameters(
        100, 7, 0.99, 1000, frequency, founders, Mechanism.OFF, throttling, Recall.LINEAR);
  }

  /** Runs the cycles in the model's order; the observer sees the swarm at the end of each. */
  static Swarm run(SwarmParameters parameters, long seed, int cycles, Consumer<Swarm> observer) {
    Swarm swarm = new Swarm(parameters, seed);
    SeededEnvironment environment = new SeededEnvironment(seed);
    for (int cycle = 0; cycle < cycles; cycle++) {
      cycle(swarm, environment);
      observer.accept(swarm);
    }
    return swarm;
  }

  static void cycle(Swarm swarm, SeededEnvironment environment) {
    environment.advance();
    swarm.evolve(environment.cpuPercent(), environment.memoryPercent());
    swarm.compose();
    swarm.recall();
    swarm.pool();
    swarm.decompose();
    swarm.spawn(environment.cpuPercent(), environment.memoryPercent());
    swarm.die();
  }

  static String hash(SwarmParameters parameters, long seed, int cycles) {
    Trajectory trajectory = new Trajectory(parameters.maxAgents());
    run(parameters, seed, cycles, trajectory::observe);
    return trajectory.hash();
  }
}
