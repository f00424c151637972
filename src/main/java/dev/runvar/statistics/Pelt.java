package dev.runvar.statistics;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Change points in mean and variance by optimal partitioning with pruning (Killick, Fearnhead and
 * Eckley, JASA 107, 2012).
 *
 * <p>A segment of at least two values costs twice the negative normal log-likelihood at its own
 * mean and variance; each change adds the penalty. No variance is taken for less than 1e-6 of the
 * whole series', so that a few equal values are not infinitely likely.
 *
 * @param changes first positions of the segments after the first, in order
 * @param cost of the segments, with the penalties; 0 for a constant series
 */
public record Pelt(List<Integer> changes, double cost) {

  private static final int SHORTEST = 2;

  public Pelt {
    changes = List.copyOf(changes);
  }

  /** Segments a series of at least two values; a constant one has no change. */
  public static Pelt of(double[] series, double penalty) {
    if (series.length < SHORTEST) {
      throw new IllegalArgumentException("change points of " + series.length + " values");
    }
    if (Moments.squaredDeviations(series) == 0) {
      return new Pelt(List.of(), 0);
    }
    return new Search(new NormalCost(series), series.length, penalty).result();
  }

  /** The dynamic programme: best[t] is the least cost of the first t values. */
  private static final class Search {

    private final NormalCost cost;
    private final int length;
    private final double penalty;
    private final double[] best;
    private final int[] lastChange;

    /** The starts of a last segment that may still be best: the first {@code open} ones. */
    private final int[] starts;

    /** From which end on a start cannot be best any more. */
    private final int[] closedFrom;

    private int open;

    Search(NormalCost cost, int length, double penalty) {
      this.cost = cost;
      this.length = length;
      this.penalty = penalty;
      best = new double[length + 1];
      best[0] = -penalty;
      lastChange = new int[length + 1];
      starts = new int[length];
      closedFrom = new int[length];
      Arrays.fill(closedFrom, Integer.MAX_VALUE);
    }

    Pelt result() {
      for (int end = SHORTEST; end <= length; end++) {
        int newest = end - SHORTEST;
        if (newest == 0 || newest >= SHORTEST) {
          starts[open++] = newest;
        }
        dropClosed(end);
        choose(end);
      }
      Deque<Integer> changes = new ArrayDeque<>();
      for (int change = lastChange[length]; change > 0; change = lastChange[change]) {
        changes.addFirst(change);
      }
      return new Pelt(List.copyOf(changes), best[length]);
    }

    private void dropClosed(int end) {
      int left = 0;
      for (int i = 0; i < open; i++) {
        if (closedFrom[starts[i]] > end) {
          starts[left++] = starts[i];
        }
      }
      open = left;
    }

    private void choose(int end) {
      double[] costs = new double[open];
      int least = 0;
      for (int i = 0; i < open; i++) {
        costs[i] = best[starts[i]] + cost.of(starts[i], end);
        if (costs[i] < costs[least]) {
          least = i;
        }
      }
      best[end] = costs[least] + penalty;
      lastChange[end] = starts[least];
      for (int i = 0; i < open; i++) {
        // A change here does better, for every end that leaves it a segment.
        if (costs[i] > best[end]) {
          closedFrom[starts[i]] = Math.min(closedFrom[starts[i]], end + SHORTEST);
        }
      }
    }
  }
}
