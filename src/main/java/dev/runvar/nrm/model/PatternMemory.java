package dev.runvar.nrm.model;

import java.util.Arrays;

/**
 * The patterns that a swarm has stored: at most one of each kind in each cell of phase space.
 *
 * <p>Capacity is fixed by the grid, so nothing grows while a run is timed but the number of
 * patterns that a linear recall looks at.
 */
final class PatternMemory {

  static final int BINS = 12;
  static final int CELLS = BINS * BINS * BINS;
  private static final int KINDS = PatternKind.values().length;
  private static final int NONE = -1;
  private static final double BIN_WIDTH = Swarm.TAU / BINS;

  private final Recall recall;
  private final double[] x = new double[KINDS * CELLS];
  private final double[] y = new double[KINDS * CELLS];
  private final double[] z = new double[KINDS * CELLS];
  private final int[] patternOfCell = new int[KINDS * CELLS];
  private final int[] sizeOfKind = new int[KINDS];
  private int size;

  private double nearestSquare;
  private int nearest;

  PatternMemory(Recall recall) {
    this.recall = recall;
    Arrays.fill(patternOfCell, NONE);
  }

  int size() {
    return size;
  }

  int size(PatternKind kind) {
    return sizeOfKind[kind.ordinal()];
  }

  /** Stores a pattern unless its cell has one of this kind. */
  void store(PatternKind kind, double px, double py, double pz) {
    int slot = slot(kind, bin(px), bin(py), bin(pz));
    if (patternOfCell[slot] != NONE) {
      return;
    }
    patternOfCell[slot] = size;
    x[size] = px;
    y[size] = py;
    z[size] = pz;
    size++;
    sizeOfKind[kind.ordinal()]++;
  }

  /**
   * Returns the index of the nearest pattern (Euclidean; the oldest of equals), or −1 when the
   * memory is empty.
   */
  int nearest(double px, double py, double pz) {
    nearest = NONE;
    nearestSquare = Double.POSITIVE_INFINITY;
    if (recall == Recall.LINEAR) {
      scan(px, py, pz);
    } else if (size > 0) {
      searchOutwards(px, py, pz);
    }
    return nearest;
  }

  private void scan(double px, double py, double pz) {
    double best = Double.POSITIVE_INFINITY;
    int index = NONE;
    for (int i = 0; i < size; i++) {
      double dx = x[i] - px;
      double dy = y[i] - py;
      double dz = z[i] - pz;
      double square = dx * dx + dy * dy + dz * dz;
      if (square < best) {
        best = square;
        index = i;
      }
    }
    nearest = index;
  }

  private void searchOutwards(double px, double py, double pz) {
    int bx = bin(px);
    int by = bin(py);
    int bz = bin(pz);
    for (int ring = 0; ring < BINS; ring++) {
      for (int i = Math.max(0, bx - ring); i <= Math.min(BINS - 1, bx + ring); i++) {
        for (int j = Math.max(0, by - ring); j <= Math.min(BINS - 1, by + ring); j++) {
          boolean shell = Math.abs(i - bx) == ring || Math.abs(j - by) == ring;
          int step = shell || ring == 0 ? 1 : 2 * ring;
          for (int k = bz - ring; k <= bz + ring; k += step) {
            if (k >= 0 && k < BINS) {
              lookInCell(i, j, k, px, py, pz);
            }
          }
        }
      }
      // Every cell outside this ring is at least ring · width away; equals may still be older.
      if (nearestSquare < ring * BIN_WIDTH * ring * BIN_WIDTH) {
        return;
      }
    }
  }

  private void lookInCell(int i, int j, int k, double px, double py, double pz) {
    for (int kind = 0; kind < KINDS; kind++) {
      int index = patternOfCell[kind * CELLS + (i * BINS + j) * BINS + k];
      if (index == NONE) {
        continue;
      }
      double dx = x[index] - px;
      double dy = y[index] - py;
      double dz = z[index] - pz;
      double square = dx * dx + dy * dy + dz * dz;
      if (square < nearestSquare || (square == nearestSquare && index < nearest)) {
        nearestSquare = square;
        nearest = index;
      }
    }
  }

  private static int slot(PatternKind kind, int i, int j, int k) {
    return kind.ordinal() * CELLS + (i * BINS + j) * BINS + k;
  }

  private static int bin(double phase) {
    return Math.min(BINS - 1, (int) (phase / BIN_WIDTH));
  }
}
