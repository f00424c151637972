package dev.runvar.nrm.model;

/**
 * A swarm of agents with a pattern memory.
 *
 * <p>One cycle is the sequence {@link #evolve}, {@link #compose}, {@link #recall}, {@link #pool},
 * {@link #decompose}, {@link #spawn}, {@link #die}: separate methods, so that a workload can time
 * each. State is a structure of arrays in id order, allocated once; a cycle allocates nothing.
 * Since agents stay in the order of their creation, position is age: the oldest member of a cluster
 * is its first.
 */
public final class Swarm {

  static final double TAU = 2 * Math.PI;

  private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;
  private static final double MAX_ENERGY = 200;
  private static final double FOUNDER_ENERGY = 130;
  private static final double SPAWN_COST = 10;
  private static final double SPAWN_SPREAD = 0.15;
  private static final double LEAST_ENERGY = 1;
  private static final double POOLED_SHARE = 0.1;
  private static final double RESONANT_COHERENCE = 0.995;
  private static final int SPAWN_COOLDOWN_CYCLES = 100;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final SwarmParameters parameters;
  private final double incrementX;
  private final double incrementY;
  private final double incrementZ;
  private final RandomStream founding;
  private final RandomStream spawning;
  private final ResonanceKernel resonance;
  private final PatternMemory memory;

  private final double[] x;
  private final double[] y;
  private final double[] z;
  private final double[] energy;
  private final int[] depth;
  private final long[] lastSpawn;
  private final boolean[] removed;
  private final int[] recalled;
  private int population;
  private int bursts;
  private long cycle;

  /** Founds a swarm; equal parameters and seeds give equal swarms. */
  public Swarm(SwarmParameters parameters, long seed) {
    this.parameters = parameters;
    incrementX = parameters.frequency() * Math.PI % TAU;
    incrementY = parameters.frequency() * Math.E / Math.PI % TAU;
    incrementZ = parameters.frequency() * GOLDEN_RATIO / Math.E % TAU;
    founding = new RandomStream(seed, RandomStream.Purpose.FOUNDING);
    spawning = new RandomStream(seed, RandomStream.Purpose.SPAWNING);
    int capacity = parameters.maxAgents();
    resonance = new ResonanceKernel(capacity, parameters.resonanceThreshold());
    memory = new PatternMemory(parameters.recall());
    x = new double[capacity];
    y = new double[capacity];
    z = new double[capacity];
    energy = new double[capacity];
    depth = new int[capacity];
    lastSpawn = new long[capacity];
    removed = new boolean[capacity];
    recalled = new int[capacity / 2 + 1];
    found();
  }

  public int population() {
    return population;
  }

  /** Returns the number of clusters that the last {@link #compose} found. */
  public int clusters() {
    return resonance.clusters();
  }

  /** Returns the number of clusters that burst in the last {@link #decompose}. */
  public int bursts() {
    return bursts;
  }

  public int patterns() {
    return memory.size();
  }

  public int patterns(PatternKind kind) {
    return memory.size(kind);
  }

  /** Returns the pattern that a cluster of the last {@link #recall} found, −1 for none. */
  public int recalled(int cluster) {
    return recalled[cluster];
  }

  double energy(int agent) {
    return energy[agent];
  }

  public double totalEnergy() {
    double sum = 0;
    for (int i = 0; i < population; i++) {
      sum += energy[i];
    }
    return sum;
  }

  /** Advances every agent's phases and feeds its energy from the environment. */
  public void evolve(double cpuPercent, double memoryPercent) {
    double gain = 0.01 * ((100 - cpuPercent) + (100 - memoryPercent)) - 0.01;
    for (int i = 0; i < population; i++) {
      x[i] = advance(x[i], incrementX);
      y[i] = advance(y[i], incrementY);
      z[i] = advance(z[i], incrementZ);
      energy[i] = Math.min(MAX_ENERGY, Math.max(0, energy[i] + gain));
    }
  }

  /** Finds the clusters of resonating agents. */
  public void compose() {
    resonance.find(x, y, z, population);
  }

  /** Looks each cluster's centroid up in the pattern memory, then stores what is new. */
  public void recall() {
    for (int cluster = 0; cluster < resonance.clusters(); cluster++) {
      double cx = centroid(x, cluster);
      double cy = centroid(y, cluster);
      double cz = centroid(z, cluster);
      recalled[cluster] = memory.nearest(cx, cy, cz);
      memory.store(PatternKind.COMPOSITION, cx, cy, cz);
      if (resonance.isCoherent(cluster, RESONANT_COHERENCE)) {
        memory.store(PatternKind.RESONANCE, cx, cy, cz);
      }
    }
  }

  /** Pools a tenth of each cluster member's energy and shares it out equally. */
  public void pool() {
    if (parameters.pooling() == Mechanism.OFF) {
      return;
    }
    for (int cluster = 0; cluster < resonance.clusters(); cluster++) {
      double share = POOLED_SHARE * clusterEnergy(cluster) / clusterSize(cluster);
      for (int at = resonance.start(cluster); at < resonance.start(cluster + 1); at++) {
        int member = resonance.member(at);
        energy[member] = (1 - POOLED_SHARE) * energy[member] + share;
      }
    }
  }

  /** Bursts the clusters at the threshold: the oldest member survives with the mean energy. */
  public void decompose() {
    bursts = 0;
    for (int cluster = 0; cluster < resonance.clusters(); cluster++) {
      double total = clusterEnergy(cluster);
      if (total >= parameters.burstThreshold()) {
        bursts++;
        memory.store(
            PatternKind.DECOMPOSITION,
            centroid(x, cluster),
            centroid(y, cluster),
            centroid(z, cluster));
        int first = resonance.start(cluster);
        energy[resonance.member(first)] = total / clusterSize(cluster);
        for (int at = first + 1; at < resonance.start(cluster + 1); at++) {
          removed[resonance.member(at)] = true;
        }
      }
    }
    if (bursts > 0) {
      compact();
    }
  }

  /** Lets the agents of before this step spawn one child each, while there is room. */
  public void spawn(double cpuPercent, double memoryPercent) {
    double childEnergy = (100 - cpuPercent) + (100 - memoryPercent);
    int parents = population;
    for (int i = 0; i < parents && population < parameters.maxAgents(); i++) {
      if (energy[i] >= SPAWN_COST && depth[i] < parameters.maxDepth() && hasCooledDown(i)) {
        energy[i] -= SPAWN_COST;
        lastSpawn[i] = cycle;
        add(scatter(x[i]), scatter(y[i]), scatter(z[i]), childEnergy, depth[i] + 1);
      }
    }
  }

  /** Removes exhausted agents, refounds an empty swarm and ends the cycle. */
  public void die() {
    boolean anyRemoved = false;
    for (int i = 0; i < population; i++) {
      removed[i] = energy[i] < LEAST_ENERGY;
      anyRemoved |= removed[i];
    }
    if (anyRemoved) {
      compact();
    }
    if (population == 0) {
      found();
    }
    cycle++;
  }

  private void found() {
    for (int i = 0; i < parameters.founders(); i++) {
      double px = TAU * founding.uniform();
      double py = TAU * founding.uniform();
      double pz = TAU * founding.uniform();
      add(px, py, pz, FOUNDER_ENERGY * (1 + 0.05 * founding.gaussian()), 0);
    }
  }

  private void add(double px, double py, double pz, double initialEnergy, int initialDepth) {
    x[population] = px;
    y[population] = py;
    z[population] = pz;
    energy[population] = initialEnergy;
    depth[population] = initialDepth;
    lastSpawn[population] = NEVER;
    population++;
  }

  private boolean hasCooledDown(int agent) {
    return parameters.throttling() == Mechanism.OFF
        || cycle - lastSpawn[agent] >= SPAWN_COOLDOWN_CYCLES;
  }

  /** Closes the gaps that removed agents leave; the others keep their order. */
  private void compact() {
    int kept = 0;
    for (int i = 0; i < population; i++) {
      if (removed[i]) {
        removed[i] = false;
        continue;
      }
      x[kept] = x[i];
      y[kept] = y[i];
      z[kept] = z[i];
      energy[kept] = energy[i];
      depth[kept] = depth[i];
      lastSpawn[kept] = lastSpawn[i];
      kept++;
    }
    population = kept;
  }

  private int clusterSize(int cluster) {
    return resonance.start(cluster + 1) - resonance.start(cluster);
  }

  private double clusterEnergy(int cluster) {
    return sum(energy, cluster);
  }

  private double centroid(double[] phase, int cluster) {
    return sum(phase, cluster) / clusterSize(cluster);
  }

  private double sum(double[] values, int cluster) {
    double sum = 0;
    for (int at = resonance.start(cluster); at < resonance.start(cluster + 1); at++) {
      sum += values[resonance.member(at)];
    }
    return sum;
  }

  private double scatter(double phase) {
    double moved = phase + SPAWN_SPREAD * spawning.gaussian();
    double wrapped = moved - TAU * Math.floor(moved / TAU);
    // A tiny negative phase rounds up to 2π itself, which is 0.
    return wrapped >= TAU ? 0 : wrapped;
  }

  private static double advance(double phase, double increment) {
    double moved = phase + increment;
    return moved >= TAU ? moved - TAU : moved;
  }
}
