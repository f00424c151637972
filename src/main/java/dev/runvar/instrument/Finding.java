package dev.runvar.instrument;

/**
 * Whether a host can measure a column.
 *
 * @param column its name
 * @param source where the column comes from
 * @param resolution the smallest step of it; null when it is not measurable
 * @param costNanos of one reading, which gives all columns of the same source; null when nothing is
 *     read for it, or when it is not measurable
 * @param because why it is not measurable; null when it is
 */
public record Finding(
    String column, String source, String resolution, Double costNanos, String because) {

  public boolean isMeasurable() {
    return because == null;
  }
}
