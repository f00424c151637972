package dev.runvar.telemetry;

import java.util.Optional;

/**
 * The telemetry of one cycle: a reusable buffer, since a run has millions of cycles and nothing may
 * be allocated for each.
 *
 * <p>A scalar that was not set since {@link #clear} is null. Not thread-safe.
 */
public final class CycleRow {

  /** The first number above what a column of whole numbers holds. */
  private static final double TOO_LARGE = 0x1p63;

  private static final int COLUMNS = Column.values().length;

  private final long[] bits = new long[COLUMNS];
  private long present;
  private long endUnixNanos;
  private final NamedLongs phases = new NamedLongs();
  private final NamedLongs gaugeBits = new NamedLongs();

  public void clear() {
    present = 0;
    endUnixNanos = 0;
    phases.clear();
    gaugeBits.clear();
  }

  public boolean has(Column column) {
    return (present & (1L << column.ordinal())) != 0;
  }

  /** Returns a column's value; only meaningful when {@link #has} it. */
  public long longValue(Column column) {
    return column.type() == Column.Type.LONG
        ? bits[column.ordinal()]
        : (long) Double.longBitsToDouble(bits[column.ordinal()]);
  }

  /** Returns a column's value; only meaningful when {@link #has} it. */
  public double doubleValue(Column column) {
    return column.type() == Column.Type.LONG
        ? bits[column.ordinal()]
        : Double.longBitsToDouble(bits[column.ordinal()]);
  }

  public void set(Column column, long value) {
    bits[column.ordinal()] =
        column.type() == Column.Type.LONG ? value : Double.doubleToRawLongBits((double) value);
    present |= 1L << column.ordinal();
  }

  /** Sets a column; a column of whole numbers takes the nearest one. */
  public void set(Column column, double value) {
    bits[column.ordinal()] =
        column.type() == Column.Type.LONG ? Math.round(value) : Double.doubleToRawLongBits(value);
    present |= 1L << column.ordinal();
  }

  /** Takes the times of the cycle and of its phases away: they are not its own. */
  public void untime() {
    present &= ~(1L << Column.WALL_NANOS.ordinal());
    phases.clear();
  }

  /** Returns the Unix time at which the cycle ended, 0 when the workload does not say. */
  public long endUnixNanos() {
    return endUnixNanos;
  }

  public void setEndUnixNanos(long nanos) {
    endUnixNanos = nanos;
  }

  /** Returns the wall time of each timed phase, in nanoseconds. */
  public NamedLongs phases() {
    return phases;
  }

  public int gauges() {
    return gaugeBits.size();
  }

  public String gaugeName(int index) {
    return gaugeBits.name(index);
  }

  public double gaugeValue(int index) {
    return Double.longBitsToDouble(gaugeBits.value(index));
  }

  /**
   * Adds a gauge: it fills the column of its name if a gauge may and the column can hold it, else
   * it stays a gauge.
   */
  public void addGauge(String name, double value) {
    Optional<Column> column = Column.ofGauge(name);
    boolean fits =
        column.isPresent()
            && (column.get().type() != Column.Type.LONG || Math.abs(value) < TOO_LARGE);
    if (fits) {
      set(column.get(), value);
    } else {
      gaugeBits.add(name, Double.doubleToRawLongBits(value));
    }
  }

  /** Takes the values of another row in place of its own. */
  public void copyFrom(CycleRow other) {
    System.arraycopy(other.bits, 0, bits, 0, COLUMNS);
    present = other.present;
    endUnixNanos = other.endUnixNanos;
    phases.copyFrom(other.phases);
    gaugeBits.copyFrom(other.gaugeBits);
  }
}
