package dev.runvar.nrm.model;

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

  /**
   * Below every length but zero, whose inverse becomes finite: a zero vector then has a zero
   * direction and a zero ratio, and resonates with nothing.
   */
  private static final double TINY = 1e-300;

  private static final double LONGEST = Math.sqrt(3) * Swarm.TAU;

  /** Clusters up to this size are summed over their pairs rather than bounded first. */
  private static final int FEW = 8;

  private final double threshold;
  private final double largestRatio;
  private final double smallestCosine;

  private final double bucketsPerUnit;
  private final int[] bucketEnd;

  /** Length, its inverse and the direction of each agent. */
  private final double[] length;

  private final double[] inverse;
  private final double[] unitX;
  private final double[] unitY;
  private final double[] unitZ;

  /** The agents by length, and their directions in that order. */
  private final int[] agentAt;

  private final double[] sortedX;
  private final double[] sortedY;
  private final double[] sortedZ;

  private final int[] root;
  private final int[] clusterOfRoot;
  private final int[] clusterStart;
  private final int[] members;
  private int clusters;

  ResonanceKernel(int maxAgents, double threshold) {
    this.threshold = threshold;
    largestRatio = 1 / Math.max(0, (threshold - COSINE_WEIGHT) / RATIO_WEIGHT - SLACK);
    smallestCosine = (threshold - RATIO_WEIGHT) / COSINE_WEIGHT - SLACK;
    int buckets = Math.min(2048, Math.max(64, maxAgents));
    bucketsPerUnit = buckets / LONGEST;
    bucketEnd = new int[buckets + 2];
    length = new double[maxAgents];
    inverse = new double[maxAgents];
    unitX = new double[maxAgents];
    unitY = new double[maxAgents];
    unitZ = new double[maxAgents];
    agentAt = new int[maxAgents];
    sortedX = new double[maxAgents];
    sortedY = new double[maxAgents];
    sortedZ = new double[maxAgents];
    root = new int[maxAgents];
    clusterOfRoot = new int[maxAgents];
    clusterStart = new int[maxAgents / 2 + 2];
    members = new int[maxAgents];
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
    int start = clusterStart[cluster];
    int end = clusterStart[cluster + 1];
    double sum = 0;
    for (int i = start; i < end; i++) {
      for (int j = i + 1; j < end; j++) {
        sum += resonance(members[i], members[j]);
      }
    }
    return sum / pairs(end - start);
  }

  /**
   * Returns whether {@link #coherence} is at least the bound.
   *
   * <p>The sum of the directions gives the mean cosine in one pass, and no ratio is above 1: large
   * clusters, which are never coherent, are ruled out without looking at their pairs.
   */
  boolean isCoherent(int cluster, double bound) {
    int size = clusterStart[cluster + 1] - clusterStart[cluster];
    return (size <= FEW || COSINE_WEIGHT * meanCosine(cluster) + RATIO_WEIGHT + SLACK >= bound)
        && coherence(cluster) >= bound;
  }

  private double meanCosine(int cluster) {
    double x = 0;
    double y = 0;
    double z = 0;
    double squares = 0;
    for (int i = clusterStart[cluster]; i < clusterStart[cluster + 1]; i++) {
      int at = members[i];
      x += unitX[at];
      y += unitY[at];
      z += unitZ[at];
      squares += unitX[at] * unitX[at] + unitY[at] * unitY[at] + unitZ[at] * unitZ[at];
    }
    double sum = 0.5 * (x * x + y * y + z * z - squares);
    return sum / pairs(clusterStart[cluster + 1] - clusterStart[cluster]);
  }

  private static double pairs(int size) {
    return 0.5 * size * (size - 1);
  }

  /** Straight loops without a branch, which the compiler turns into vector instructions. */
  private void normalise(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      length[i] = Math.sqrt(x[i] * x[i] + y[i] * y[i] + z[i] * z[i]);
    }
    for (int i = 0; i < n; i++) {
      inverse[i] = 1 / Math.max(length[i], TINY);
    }
    for (int i = 0; i < n; i++) {
      unitX[i] = x[i] * inverse[i];
      unitY[i] = y[i] * inverse[i];
      unitZ[i] = z[i] * inverse[i];
    }
  }

  /** Counting sort into buckets of length; the order within a bucket does not matter. */
  private void sortByLength(int n) {
    Arrays.fill(bucketEnd, 0);
    for (int i = 0; i < n; i++) {
      bucketEnd[bucket(length[i]) + 1]++;
    }
    int end = 0;
    for (int b = 0; b < bucketEnd.length; b++) {
      end += bucketEnd[b];
      bucketEnd[b] = end;
    }
    for (int i = 0; i < n; i++) {
      int at = bucketEnd[bucket(length[i])]++;
      agentAt[at] = i;
      sortedX[at] = unitX[i];
      sortedY[at] = unitY[i];
      sortedZ[at] = unitZ[i];
    }
  }

  private int bucket(double norm) {
    return (int) (norm * bucketsPerUnit);
  }

  private void join(int n) {
    for (int i = 0; i < n; i++) {
      root[i] = i;
    }
    for (int a = 0; a < n; a++) {
      double ax = sortedX[a];
      double ay = sortedY[a];
      double az = sortedZ[a];
      int end = lastPartner(length[agentAt[a]], n);
      for (int b = a + 1; b < end; b++) {
        if (ax * sortedX[b] + ay * sortedY[b] + az * sortedZ[b] >= smallestCosine
            && resonance(agentAt[a], agentAt[b]) >= threshold) {
          union(agentAt[a], agentAt[b]);
        }
      }
    }
  }

  /** Returns the end of the buckets that hold every agent no longer than length · largestRatio. */
  private int lastPartner(double norm, int n) {
    double longest = norm * largestRatio;
    // After the sort, bucketEnd[b] is the end of bucket b. NaN is 0 · ∞: the bound does not bind.
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
        clusterStart[clusters++] = start;
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

  /** Returns the resonance of the two agents; the order does not matter. */
  private double resonance(int a, int b) {
    double cosine = unitX[a] * unitX[b] + unitY[a] * unitY[b] + unitZ[a] * unitZ[b];
    double ratio = Math.min(length[a] * inverse[b], length[b] * inverse[a]);
    return COSINE_WEIGHT * cosine + RATIO_WEIGHT * ratio;
  }
}
