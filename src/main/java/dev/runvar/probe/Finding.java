package dev.runvar.probe;

import dev.runvar.telemetry.Column;

/**
 * Whether a host can measure a column.
 *
 * @param source where the column comes from
 * @param resolution the smallest step of it; null when it is not measurable
 * @param costNanos of one reading, which gives all columns of the same source; null when nothing is
 *     read for it, or when it is not measurable
 * @param because why it is not measurable; null when it is
 */
public record Finding(
    Column column, String source, String resolution, Double costNanos, String because) {

  public boolean isMeasurable() {
    return because == null;
  }
}
