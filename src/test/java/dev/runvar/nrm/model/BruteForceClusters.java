package dev.runvar.nrm.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Clusters by the definition: every pair is looked at, and components are found by walking.
 *
 * @param members agents of each cluster in id order, clusters by their lowest member
 * @param coherence mean resonance over all pairs of each cluster
 */
record BruteForceClusters(List<List<Integer>> members, List<Double> coherence) {

  static BruteForceClusters of(double[][] agents, double threshold) {
    int n = agents[0].length;
    double[][] resonance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        resonance[i][j] = resonance(agents, i, j);
      }
    }
    List<List<Integer>> members = new ArrayList<>();
    List<Double> coherence = new ArrayList<>();
    boolean[] seen = new boolean[n];
    for (int i = 0; i < n; i++) {
      List<Integer> component = walk(resonance, seen, i, threshold);
      if (component.size() >= 2) {
        members.add(component);
        coherence.add(meanOverPairs(resonance, component));
      }
    }
    return new BruteForceClusters(members, coherence);
  }

  private static List<Integer> walk(
      double[][] resonance, boolean[] seen, int from, double threshold) {
    List<Integer> component = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    if (!seen[from]) {
      seen[from] = true;
      open.add(from);
    }
    while (!open.isEmpty()) {
      int agent = open.poll();
      component.add(agent);
      for (int other = 0; other < resonance.length; other++) {
        if (!seen[other] && other != agent && resonance[agent][other] >= threshold) {
          seen[other] = true;
          open.add(other);
        }
      }
    }
    component.sort(null);
    return component;
  }

  private static double meanOverPairs(double[][] resonance, List<Integer> component) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < component.size(); i++) {
      for (int j = i + 1; j < component.size(); j++) {
        sum += resonance[component.get(i)][component.get(j)];
        pairs++;
      }
    }
    return sum / pairs;
  }

  /** Rounds as the kernel does: unit vectors and inverse lengths first. */
  private static double resonance(double[][] agents, int i, int j) {
    double lengthI = length(agents, i);
    double lengthJ = length(agents, j);
    double inverseI = lengthI > 0 ? 1 / lengthI : 0;
    double inverseJ = lengthJ > 0 ? 1 / lengthJ : 0;
    double cosine =
        agents[0][i] * inverseI * (agents[0][j] * inverseJ)
            + agents[1][i] * inverseI * (agents[1][j] * inverseJ)
            + agents[2][i] * inverseI * (agents[2][j] * inverseJ);
    double ratio = Math.min(lengthI * inverseJ, lengthJ * inverseI);
    return 0.7 * cosine + 0.3 * ratio;
  }

  private static double length(double[][] agents, int i) {
    return Math.sqrt(
        agents[0][i] * agents[0][i] + agents[1][i] * agents[1][i] + agents[2][i] * agents[2][i]);
  }
}
