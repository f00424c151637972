package dev.runvar.model;

import java.util.Arrays;

/**
 * Finds the clusters of a swarm: connected components of resonating pairs.
 *
 * <p>The resonance of a pair is {@code 0.7 · cos + 0.3 · ratio}: the cosine between the two phase
 * vectors, and the smaller vector length over the larger. Since cos ≤ 1, a pair at the threshold θ
 * has a length ratio of at least (θ − 0.7) / 0.3, so agents are bucketed by length and only pairs
 * within that ratio are looked at. What is found is exactly what looking at every pair finds.
 *
 * <p>All arrays are allocated once; {@link #find} allocates nothing.
 */
final class ResonanceKernel {

  private static final double COSINE_WEIGHT = 0.7;
  private static final double RATIO_WEIGHT = 0.3;

  /** Covers the rounding of the bounds, which is below 1e-14. */
  private static final double SLACK = 1e-9;

  private static final double LONGEST = Math.sqrt(3) * Swarm.TAU;
  private static final double BUCKETS_PER_UNIT = 16;
  private static final int BUCKETS = (int) (LONGEST * BUCKETS_PER_UNIT) + 2;

  private final double threshold;
  private final double smallestRatio;
  private final double smallestCosine;

  private final int[] bucketEnd = new int[BUCKETS + 1];
  private final int[] agentAt;
  private final double[] length;
  private final double[] inverseLength;
  private final double[] unitX;
  private final double[] unitY;
  private final double[] unitZ;

  private final double[] sortedLength;
  private final double[] sortedInverse;
  private final double[] sortedX;
  private final double[] sortedY;
  private final double[] sortedZ;

  private final int[] root;
  private final int[] clusterOfRoot;
  private final int[] clusterStart;
  private final int[] members;
  private final double[] coherence;
  private int clusters;

  ResonanceKernel(int maxAgents, double threshold) {
    this.threshold = threshold;
    smallestRatio = Math.max(0, (threshold - COSINE_WEIGHT) / RATIO_WEIGHT - SLACK);
    smallestCosine = (threshold - RATIO_WEIGHT) / COSINE_WEIGHT - SLACK;
    agentAt = new int[maxAgents];
    length = new double[maxAgents];
    inverseLength = new double[maxAgents];
    unitX = new double[maxAgents];
    unitY = new double[maxAgents];
    unitZ = new double[maxAgents];
    sortedLength = new double[maxAgents];
    sortedInverse = new double[maxAgents];
    sortedX = new double[maxAgents];
    sortedY = new double[maxAgents];
    sortedZ = new double[maxAgents];
    root = new int[maxAgents];
    clusterOfRoot = new int[maxAgents];
    clusterStart = new int[maxAgents / 2 + 2];
    members = new int[maxAgents];
    coherence = new double[maxAgents / 2 + 1];
  }

  /**
   * Finds the clusters among the first {@code n} agents, in order of their lowest member.
   *
   * @param x first phase of each agent, in [0, 2π); so are {@code y} and {@code z}
   */
  void find(double[] x, double[] y, double[] z, int n) {
    normalise(x, y, z, n);
    sortByLength(n);
    join(n);
    collect(n);
    for (int cluster = 0; cluster < clusters; cluster++) {
      coherence[cluster] = meanResonance(clusterStart[cluster], clusterStart[cluster + 1]);
    }
  }

  int clusters() {
    return clusters;
  }

  /** Returns where the cluster's members start; they end where the next cluster's start. */
  int start(int cluster) {
    return clusterStart[cluster];
  }

  /** Returns the agent at a position from {@link #start}; a cluster's agents are in id order. */
  int member(int position) {
    return members[position];
  }

  /** Returns the mean resonance over all pairs of the cluster. */
  double coherence(int cluster) {
    return coherence[cluster];
  }

  private void normalise(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      double norm = Math.sqrt(x[i] * x[i] + y[i] * y[i] + z[i] * z[i]);
      // A zero vector becomes a zero direction with a zero inverse: it resonates with nothing.
      double inverse = norm > 0 ? 1 / norm : 0;
      length[i] = norm;
      inverseLength[i] = inverse;
      unitX[i] = x[i] * inverse;
      unitY[i] = y[i] * inverse;
      unitZ[i] = z[i] * inverse;
    }
  }

  /** Counting sort into buckets of length; the order within a bucket does not matter. */
  private void sortByLength(int n) {
    Arrays.fill(bucketEnd, 0);
    for (int i = 0; i < n; i++) {
      bucketEnd[bucket(length[i]) + 1]++;
    }
    for (int b = 1; b <= BUCKETS; b++) {
      bucketEnd[b] += bucketEnd[b - 1];
    }
    for (int i = 0; i < n; i++) {
      int at = bucketEnd[bucket(length[i])]++;
      agentAt[at] = i;
      sortedLength[at] = length[i];
      sortedInverse[at] = inverseLength[i];
      sortedX[at] = unitX[i];
      sortedY[at] = unitY[i];
      sortedZ[at] = unitZ[i];
    }
  }

  private static int bucket(double length) {
    return (int) (length * BUCKETS_PER_UNIT);
  }

  private void join(int n) {
    for (int i = 0; i < n; i++) {
      root[i] = i;
    }
    for (int a = 0; a < n; a++) {
      double lengthA = sortedLength[a];
      double inverseA = sortedInverse[a];
      double ax = sortedX[a];
      double ay = sortedY[a];
      double az = sortedZ[a];
      int end = lastPartner(lengthA, n);
      for (int b = a + 1; b < end; b++) {
        double cosine = ax * sortedX[b] + ay * sortedY[b] + az * sortedZ[b];
        if (cosine >= smallestCosine) {
          double ratio = Math.min(lengthA * sortedInverse[b], sortedLength[b] * inverseA);
          if (COSINE_WEIGHT * cosine + RATIO_WEIGHT * ratio >= threshold) {
            union(agentAt[a], agentAt[b]);
          }
        }
      }
    }
  }

  /** Returns the end of the buckets that hold every agent no longer than length / smallestRatio. */
  private int lastPartner(double length, int n) {
    double longest = length / smallestRatio;
    // After the sort, bucketEnd[b] is the end of bucket b. NaN is 0 / 0: the bound does not bind.
    return longest < LONGEST ? bucketEnd[bucket(longest)] : n;
  }

  private void union(int a, int b) {
    int rootA = root(a);
    int rootB = root(b);
    if (rootA < rootB) {
      root[rootB] = rootA;
    } else {
      root[rootA] = rootB;
    }
  }

  private int root(int agent) {
    int at = agent;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }

  /** Numbers the components of two and more by their lowest member, and lists their members. */
  private void collect(int n) {
    Arrays.fill(clusterOfRoot, 0, n, 0);
    for (int i = 0; i < n; i++) {
      int top = root(i);
      root[i] = top;
      clusterOfRoot[top]++;
    }
    clusters = 0;
    int start = 0;
    for (int i = 0; i < n; i++) {
      int size = clusterOfRoot[i];
      clusterOfRoot[i] = -1;
      if (size >= 2) {
        clusterOfRoot[i] = clusters;
        clusterStart[clusters] = start;
        clusters++;
        start += size;
      }
    }
    clusterStart[clusters] = start;
    for (int i = 0; i < n; i++) {
      int cluster = clusterOfRoot[root[i]];
      if (cluster >= 0) {
        members[clusterStart[cluster]++] = i;
      }
    }
    // Filling moved every start to the next cluster's: move them back.
    for (int cluster = clusters; cluster > 0; cluster--) {
      clusterStart[cluster] = clusterStart[cluster - 1];
    }
    clusterStart[0] = 0;
  }

  private double meanResonance(int start, int end) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      for (int j = i + 1; j < end; j++) {
        sum += resonance(members[i], members[j]);
      }
    }
    int size = end - start;
    return sum / (0.5 * size * (size - 1));
  }

  private double resonance(int a, int b) {
    double cosine = unitX[a] * unitX[b] + unitY[a] * unitY[b] + unitZ[a] * unitZ[b];
    double ratio = Math.min(length[a] * inverseLength[b], length[b] * inverseLength[a]);
    return COSINE_WEIGHT * cosine + RATIO_WEIGHT * ratio;
  }
}
