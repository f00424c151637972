package dev.runvar.exchange;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.util.Optional;

/** Counts the cycles whose phases add up to more than the cycle. */
final class PhaseExcess {

  /** Rounding may make phases exceed their cycle by this factor. */
  private static final double ROUNDING = 1.001;

  private long rows;
  private long excessRows;
  private double largest;

  void add(CycleRow row) {
    if (row.phases().size() == 0 || !row.has(Column.WALL_NANOS)) {
      return;
    }
    double sum = 0;
    for (int i = 0; i < row.phases().size(); i++) {
      sum += row.phases().value(i);
    }
    double wall = row.doubleValue(Column.WALL_NANOS);
    rows++;
    if (sum > ROUNDING * wall && wall > 0) {
      excessRows++;
      largest = Math.max(largest, sum / wall - 1);
    }
  }

  /** Returns a note for the reader; empty without such cycles. */
  Optional<String> finding() {
    return excessRows == 0
        ? Optional.empty()
        : Optional.of(
            "in %,d of %,d cycles the phases add up to more than the cycle, by up to %.1f %%: some lie within others, or they are moving averages"
                .formatted(excessRows, rows, 100 * largest));
  }
}
