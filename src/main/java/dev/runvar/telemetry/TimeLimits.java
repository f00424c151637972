package dev.runvar.telemetry;

import java.util.Arrays;
import java.util.Optional;

/**
 * Checks the times of one run, row by row: each is at most 2^53 ns, which a double holds exactly,
 * and the wall times add up to what a long holds. Not thread-safe.
 */
public final class TimeLimits {

  /** The longest time of a cycle or a phase: 104 days. */
  public static final long LONGEST_NANOS = 1L << 53;

  private static final String ALLOWED = "more than 2^53 ns, which are 104 days";

  private static final Column[] TIMES =
      Arrays.stream(Column.values())
          .filter(column -> column.unit() == Column.Unit.NANOSECONDS)
          .filter(column -> column.source() != Column.Source.DERIVED)
          .toArray(Column[]::new);

  private long wallNanos;

  /** Adds a row and returns what is wrong with it, nothing when all is right. */
  public Optional<String> add(CycleRow row) {
    for (Column column : TIMES) {
      if (row.has(column) && row.longValue(column) > LONGEST_NANOS) {
        return Optional.of("%s is %s".formatted(column.columnName(), ALLOWED));
      }
    }
    for (int i = 0; i < row.phases().size(); i++) {
      if (row.phases().value(i) > LONGEST_NANOS) {
        return Optional.of("phase %s is %s".formatted(row.phases().name(i), ALLOWED));
      }
    }
    if (row.has(Column.WALL_NANOS)) {
      wallNanos += row.longValue(Column.WALL_NANOS);
      if (wallNanos < 0) {
        return Optional.of("the wall times of the run add up to more than 2^63 ns, 292 years");
      }
    }
    return Optional.empty();
  }
}
