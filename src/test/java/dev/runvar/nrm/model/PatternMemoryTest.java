package dev.runvar.nrm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatternMemoryTest {

  @Test
  void both_ways_of_recall_find_the_same_pattern() {
    Random random = new Random(4);
    PatternMemory linear = new PatternMemory(Recall.LINEAR);
    PatternMemory indexed = new PatternMemory(Recall.INDEXED);
    for (int i = 0; i < 8_000; i++) {
      double x = coordinate(random);
      double y = coordinate(random);
      double z = coordinate(random);
      assertEquals(linear.nearest(x, y, z), indexed.nearest(x, y, z));
      if (i % 2 == 0) {
        PatternKind kind = PatternKind.values()[random.nextInt(3)];
        linear.store(kind, x, y, z);
        indexed.store(kind, x, y, z);
      }
    }
  }

  /** Every other one on a coarse grid, so that equal distances and cell borders occur. */
  private static double coordinate(Random random) {
    return random.nextBoolean()
        ? Swarm.TAU * random.nextDouble()
        : Swarm.TAU / 24 * random.nextInt(24);
  }

  @ParameterizedTest
  @EnumSource(Recall.class)
  void an_empty_memory_recalls_nothing(Recall recall) {
    assertEquals(-1, new PatternMemory(recall).nearest(1, 2, 3));
  }

  @ParameterizedTest
  @EnumSource(Recall.class)
  void the_oldest_of_equally_near_patterns_is_recalled(Recall recall) {
    PatternMemory memory = new PatternMemory(recall);
    memory.store(PatternKind.COMPOSITION, 3, 1, 1);
    memory.store(PatternKind.COMPOSITION, 1, 1, 1);
    assertEquals(0, memory.nearest(2, 1, 1));
  }

  @Test
  void a_cell_has_one_pattern_of_each_kind() {
    PatternMemory memory = new PatternMemory(Recall.LINEAR);
    memory.store(PatternKind.COMPOSITION, 1.1, 1.1, 1.1);
    memory.store(PatternKind.COMPOSITION, 1.2, 1.2, 1.2);
    memory.store(PatternKind.RESONANCE, 1.2, 1.2, 1.2);
    memory.store(PatternKind.COMPOSITION, 1.1, 1.1, 5.1);
    assertEquals(3, memory.size());
  }

  @Test
  void the_memory_is_full_when_every_cell_has_every_kind() {
    PatternMemory memory = new PatternMemory(Recall.LINEAR);
    for (int round = 0; round < 2; round++) {
      for (PatternKind kind : PatternKind.values()) {
        for (int cell = 0; cell < PatternMemory.CELLS; cell++) {
          memory.store(kind, centre(cell / 144), centre(cell / 12 % 12), centre(cell % 12));
        }
      }
    }
    assertEquals(5184, memory.size());
  }

  private static double centre(int bin) {
    return Swarm.TAU / PatternMemory.BINS * (bin + 0.5);
  }
}
