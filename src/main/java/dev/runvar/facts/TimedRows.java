package dev.runvar.facts;

import dev.runvar.facts.FactsRequest.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The timed rows of one run: those with a wall time. */
final class TimedRows {

  static final String WALL = "wall_nanos";

  private static final String CPU = "host_cpu_percent";
  private static final String MEMORY = "host_memory_percent";

  /** A larger reading counts as missing, because its powers overflow a double. */
  private static final double LARGEST = 1e60;

  private final long cycles;
  private final Map<String, double[]> columns;
  private final double[] wall;
  private final double[] numbersOrNull;

  /** The place of each row among the timed rows; −1 for a row without a wall time. */
  private final int[] places;

  TimedRows(long cycles, Map<String, double[]> columns) {
    this.cycles = cycles;
    this.columns = columns;
    wall = columns.getOrDefault(WALL, new double[0]);
    numbersOrNull = columns.get("cycle");
    double[] positions = columns.get("position");
    places = new int[wall.length];
    int timed = 0;
    for (int row = 0; row < wall.length; row++) {
      if (Double.isNaN(wall[row])) {
        places[row] = -1;
      } else {
        places[row] = positions == null ? timed : (int) positions[row];
        timed++;
      }
    }
  }

  boolean isEmpty() {
    return Arrays.stream(places).allMatch(place -> place < 0);
  }

  /** Returns the number of rows, including those that are not timed. */
  int rows() {
    return wall.length;
  }

  long cycles() {
    return cycles;
  }

  int[] places() {
    return places;
  }

  double[] wall() {
    return wall;
  }

  /** Returns a column; null if no row has a value. */
  double[] columnOrNull(String name) {
    return columns.get(name);
  }

  /** Returns the number of a cycle. */
  long cycle(int row) {
    return numbersOrNull == null || Double.isNaN(numbersOrNull[row])
        ? places[row]
        : (long) numbersOrNull[row];
  }

  boolean isEarly(int place) {
    return place >= 0 && place < cycles / 5;
  }

  boolean isLate(int place) {
    return place >= cycles - fifthUp(cycles);
  }

  /** Returns a fifth of a number of cycles, rounded up. */
  static long fifthUp(long cycles) {
    return (cycles + 4) / 5;
  }

  static boolean isReading(double value) {
    return Math.abs(value) <= LARGEST;
  }

  /** Returns the mean times of phases; empty if neither early nor late cycles time any. */
  List<PhaseFact> phases(Map<String, double[]> phases) {
    double[] sums = new double[2];
    int[] counts = new int[2];
    Map<String, double[]> ofPhases = new TreeMap<>();
    for (int row = 0; row < places.length; row++) {
      boolean early = isEarly(places[row]);
      boolean late = isLate(places[row]);
      if ((early || late) && isAnyTimed(phases.values(), row)) {
        for (int end = 0; end < 2; end++) {
          if (end == 0 ? early : late) {
            counts[end]++;
            sums[end] += wall[row];
          }
        }
      }
    }
    if (counts[0] + counts[1] == 0) {
      return List.of();
    }
    phases.forEach(
        (name, nanos) -> {
          double[] own = new double[2];
          boolean any = false;
          for (int row = 0; row < places.length; row++) {
            boolean early = isEarly(places[row]);
            boolean late = isLate(places[row]);
            if ((early || late) && !Double.isNaN(nanos[row])) {
              any = true;
              own[0] += early ? nanos[row] : 0;
              own[1] += late ? nanos[row] : 0;
            }
          }
          if (any) {
            ofPhases.put(name, own);
          }
        });
    List<PhaseFact> facts = new ArrayList<>();
    facts.add(fact(null, sums, counts));
    ofPhases.forEach((name, own) -> facts.add(fact(name, own, counts)));
    return facts;
  }

  private static PhaseFact fact(String phase, double[] sums, int[] counts) {
    return new PhaseFact(
        phase,
        counts[0] == 0 ? null : (Double) (sums[0] / counts[0]),
        counts[1] == 0 ? null : (Double) (sums[1] / counts[1]));
  }

  private static boolean isAnyTimed(Collection<double[]> phases, int row) {
    for (double[] nanos : phases) {
      if (!Double.isNaN(nanos[row])) {
        return true;
      }
    }
    return false;
  }

  /** Returns the least and the largest reading of a column over timed rows. */
  Optional<Range> range(String name) {
    double[] column = columns.getOrDefault(name, new double[0]);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < column.length; row++) {
      if (places[row] >= 0 && isReading(column[row])) {
        low = Math.min(low, column[row]);
        high = Math.max(high, column[row]);
      }
    }
    return low <= high ? Optional.of(new Range(low, high)) : Optional.empty();
  }

  /** Returns every k-th timed cycle, null for 0. */
  RankedCycles ranked(long every) {
    if (every == 0) {
      return null;
    }
    double[] cpu = columns.get(CPU);
    double[] memory = columns.get(MEMORY);
    int most = (int) ((cycles + every - 1) / every);
    double[][] kept = new double[3][most];
    int count = 0;
    for (int row = 0; row < places.length && count < most; row++) {
      if (places[row] >= 0 && places[row] % every == 0) {
        kept[0][count] = wall[row];
        kept[1][count] = reading(cpu, row);
        kept[2][count] = reading(memory, row);
        count++;
      }
    }
    return new RankedCycles(
        Arrays.copyOf(kept[0], count),
        Arrays.copyOf(kept[1], count),
        Arrays.copyOf(kept[2], count));
  }

  private static double reading(double[] column, int row) {
    return column == null || !isReading(column[row]) ? Double.NaN : column[row];
  }
}
