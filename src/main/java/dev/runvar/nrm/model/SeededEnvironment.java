package dev.runvar.nrm.model;

/** The seeded host reading that feeds the agents' energy: two mean-reverting random walks. */
public final class SeededEnvironment {

  private final RandomStream random;
  private double cpuPercent = 20;
  private double memoryPercent = 40;

  public SeededEnvironment(long seed) {
    random = new RandomStream(seed, RandomStream.Purpose.ENVIRONMENT);
  }

  /** Moves on by one cycle. */
  public void advance() {
    cpuPercent = percent(cpuPercent + 0.1 * (20 - cpuPercent) + 2 * random.gaussian());
    memoryPercent = percent(memoryPercent + 0.1 * (40 - memoryPercent) + 0.5 * random.gaussian());
  }

  public double cpuPercent() {
    return cpuPercent;
  }

  public double memoryPercent() {
    return memoryPercent;
  }

  private static double percent(double value) {
    return Math.min(100, Math.max(0, value));
  }
}
