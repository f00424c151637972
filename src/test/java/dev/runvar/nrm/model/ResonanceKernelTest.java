package dev.runvar.nrm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel finds exactly what looking at every pair finds. */
class ResonanceKernelTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.85, 0.97, 0.99, 0.999, 1.0})
  void random_swarms(double threshold) {
    Random random = new Random(1);
    for (int trial = 0; trial < 400; trial++) {
      int n = random.nextInt(130);
      assertSameAsBruteForce(cloud(random, n, Swarm.TAU), threshold);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.85, 0.99})
  void families_of_similar_agents(double threshold) {
    Random random = new Random(2);
    for (int trial = 0; trial < 400; trial++) {
      double[][] agents = cloud(random, 100, Swarm.TAU);
      for (int i = 1; i < 100; i++) {
        if (i % 7 != 0) {
          for (int axis = 0; axis < 3; axis++) {
            double near = agents[axis][i - 1] + 0.15 * random.nextGaussian();
            agents[axis][i] = (near % Swarm.TAU + Swarm.TAU) % Swarm.TAU;
          }
        }
      }
      assertSameAsBruteForce(agents, threshold);
    }
  }

  @Test
  void equal_vectors_are_one_cluster_with_coherence_one() {
    double[][] agents = new double[3][50];
    for (int i = 0; i < 50; i++) {
      agents[0][i] = 1.25;
      agents[1][i] = 2.5;
      agents[2][i] = 6.0;
    }
    ResonanceKernel kernel = assertSameAsBruteForce(agents, 0.99);
    assertEquals(1, kernel.clusters());
    assertEquals(50, kernel.start(1) - kernel.start(0));
    assertEquals(1, kernel.coherence(0), 1e-12);
  }

  @Test
  void zero_vectors_resonate_with_nothing_not_even_each_other() {
    double[][] agents = new double[3][20];
    agents[0][3] = 1;
    agents[0][4] = 1;
    ResonanceKernel kernel = assertSameAsBruteForce(agents, 0.01);
    assertEquals(1, kernel.clusters());
    assertEquals(3, kernel.member(0));
    assertEquals(4, kernel.member(1));
  }

  @Test
  void agents_on_both_sides_of_the_wrap_around_are_far_apart() {
    double[][] agents = {{1e-12, Swarm.TAU - 1e-12}, {1, 1}, {1, 1}};
    assertEquals(0, assertSameAsBruteForce(agents, 0.9).clusters());
  }

  @Test
  void agents_in_different_directions_are_all_singletons() {
    double[][] agents = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    assertEquals(0, assertSameAsBruteForce(agents, 0.99).clusters());
  }

  @Test
  void lengths_at_the_edge_of_the_ratio_are_found() {
    // Equal directions: the resonance is 0.7 + 0.3 · ratio, so only the length decides.
    Random random = new Random(3);
    for (int trial = 0; trial < 20_000; trial++) {
      double length = 0.001 + 6 * random.nextDouble();
      double ratio = (0.99 - 0.7) / 0.3 + 1e-15 * random.nextInt(-20, 20);
      double[][] agents = {{length, length * ratio}, {0, 0}, {0, 0}};
      assertSameAsBruteForce(agents, 0.99);
    }
  }

  @Test
  void tiny_and_huge_vectors_do_not_disturb_the_others() {
    double[][] agents = {
      {Double.MIN_VALUE, 1e-300, 1e-160, Math.nextDown(Swarm.TAU), Math.nextDown(Swarm.TAU)},
      {0, 0, 0, Math.nextDown(Swarm.TAU), Math.nextDown(Swarm.TAU)},
      {0, 0, 0, Math.nextDown(Swarm.TAU), Math.nextDown(Swarm.TAU)}
    };
    assertEquals(1, assertSameAsBruteForce(agents, 0.99).clusters());
  }

  @Test
  void the_resonance_is_the_one_of_the_definition() {
    double[][] agents = {{3, 2.9}, {4, 4.2}, {1, 1.1}};
    double dot = 3 * 2.9 + 4 * 4.2 + 1.1;
    double a = Math.sqrt(26);
    double b = Math.sqrt(2.9 * 2.9 + 4.2 * 4.2 + 1.1 * 1.1);
    double expected = 0.7 * dot / (a * b) + 0.3 * Math.min(a, b) / Math.max(a, b);
    ResonanceKernel kernel = assertSameAsBruteForce(agents, expected - 1e-9);
    assertEquals(expected, kernel.coherence(0), 1e-14);
    assertEquals(0, assertSameAsBruteForce(agents, expected + 1e-9).clusters());
  }

  private static double[][] cloud(Random random, int n, double width) {
    double[][] agents = new double[3][n];
    for (int i = 0; i < n; i++) {
      for (int axis = 0; axis < 3; axis++) {
        agents[axis][i] = width * random.nextDouble();
      }
    }
    return agents;
  }

  private static ResonanceKernel assertSameAsBruteForce(double[][] agents, double threshold) {
    int n = agents[0].length;
    ResonanceKernel kernel = new ResonanceKernel(Math.max(1, n), threshold);
    kernel.find(agents[0], agents[1], agents[2], n);
    BruteForceClusters expected = BruteForceClusters.of(agents, threshold);
    assertEquals(expected.members().size(), kernel.clusters());
    for (int cluster = 0; cluster < kernel.clusters(); cluster++) {
      int size = kernel.start(cluster + 1) - kernel.start(cluster);
      assertEquals(expected.members().get(cluster).size(), size);
      for (int i = 0; i < size; i++) {
        assertEquals(
            expected.members().get(cluster).get(i), kernel.member(kernel.start(cluster) + i));
      }
      assertEquals(expected.coherence().get(cluster), kernel.coherence(cluster));
      assertTrue(kernel.coherence(cluster) <= 1 + 1e-12);
      for (double bound : new double[] {0.5, 0.9, 0.995, kernel.coherence(cluster)}) {
        assertEquals(kernel.coherence(cluster) >= bound, kernel.isCoherent(cluster, bound));
      }
    }
    return kernel;
  }
}
