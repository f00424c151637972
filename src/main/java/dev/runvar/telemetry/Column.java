package dev.runvar.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The scalar columns of telemetry schema 1, in their order; null means not measurable. What each
 * holds, and when it is null, is in {@code docs/telemetry.md}.
 */
public enum Column {
  CYCLE(Type.LONG, Source.CONTRACT, Unit.COUNT),
  POSITION(Type.LONG, Source.DERIVED, Unit.COUNT),
  ELAPSED_NANOS(Type.LONG, Source.DERIVED, Unit.NANOSECONDS),
  WALL_NANOS(Type.LONG, Source.CONTRACT, Unit.NANOSECONDS),
  CPU_NANOS(Type.LONG, Source.CONTRACT, Unit.NANOSECONDS),
  GC_NANOS(Type.LONG, Source.PROBE, Unit.NANOSECONDS),
  GC_COUNT(Type.LONG, Source.PROBE, Unit.COUNT),
  HEAP_USED_BYTES(Type.LONG, Source.PROBE, Unit.BYTES),
  HEAP_COMMITTED_BYTES(Type.LONG, Source.PROBE, Unit.BYTES),
  ALLOCATOR_ALLOCATED_BYTES(Type.LONG, Source.GAUGE, Unit.BYTES),
  ALLOCATOR_RESERVED_BYTES(Type.LONG, Source.GAUGE, Unit.BYTES),
  ALLOCATOR_PINNED_BYTES(Type.LONG, Source.GAUGE, Unit.BYTES),
  RSS_BYTES(Type.LONG, Source.PROBE, Unit.BYTES),
  HOST_CPU_PERCENT(Type.DOUBLE, Source.PROBE, Unit.PERCENT),
  HOST_MEMORY_PERCENT(Type.DOUBLE, Source.PROBE, Unit.PERCENT),
  PROCESS_CPU_PERCENT(Type.DOUBLE, Source.PROBE, Unit.PERCENT),
  MINOR_FAULTS(Type.LONG, Source.PROBE, Unit.COUNT),
  MAJOR_FAULTS(Type.LONG, Source.PROBE, Unit.COUNT),
  VOLUNTARY_SWITCHES(Type.LONG, Source.PROBE, Unit.COUNT),
  INVOLUNTARY_SWITCHES(Type.LONG, Source.PROBE, Unit.COUNT),
  READ_BYTES(Type.LONG, Source.PROBE, Unit.BYTES),
  WRITE_BYTES(Type.LONG, Source.PROBE, Unit.BYTES),
  CPU_FREQUENCY_HERTZ(Type.DOUBLE, Source.PROBE, Unit.HERTZ),
  CPU_TEMPERATURE_CELSIUS(Type.DOUBLE, Source.PROBE, Unit.CELSIUS),
  THROTTLE_COUNT(Type.LONG, Source.PROBE, Unit.COUNT),
  PROBE_NUMBER(Type.LONG, Source.DERIVED, Unit.COUNT),
  PROBE_AGE_NANOS(Type.LONG, Source.DERIVED, Unit.NANOSECONDS),
  HOST_READINGS(Type.LONG, Source.GAUGE, Unit.COUNT),
  POPULATION(Type.LONG, Source.GAUGE, Unit.COUNT),
  CLUSTERS(Type.LONG, Source.GAUGE, Unit.COUNT),
  BURSTS(Type.LONG, Source.GAUGE, Unit.COUNT),
  PATTERNS(Type.LONG, Source.GAUGE, Unit.COUNT),
  DATABASE_BYTES(Type.LONG, Source.GAUGE, Unit.BYTES);

  /** How a column is stored. */
  public enum Type {
    LONG,
    DOUBLE
  }

  /** Who fills a column. */
  public enum Source {
    /** A field of its own in a telemetry line. */
    CONTRACT,
    /** A gauge of the same name. */
    GAUGE,
    /** The instrument beside the workload, unless the workload gives a gauge of the same name. */
    PROBE,
    /** Computed when the row is recorded. */
    DERIVED
  }

  /** What a column counts in. */
  public enum Unit {
    COUNT,
    NANOSECONDS,
    BYTES,
    PERCENT,
    HERTZ,
    CELSIUS
  }

  private static final Map<String, Column> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Column::columnName, Function.identity()));

  private final String columnName = name().toLowerCase(Locale.ROOT);
  private final Type type;
  private final Source source;
  private final Unit unit;

  Column(Type type, Source source, Unit unit) {
    this.type = type;
    this.source = source;
    this.unit = unit;
  }

  public String columnName() {
    return columnName;
  }

  public Type type() {
    return type;
  }

  public Source source() {
    return source;
  }

  public Unit unit() {
    return unit;
  }

  /** Returns the column that a gauge of this name fills, if there is one. */
  public static Optional<Column> ofGauge(String name) {
    return Optional.ofNullable(BY_NAME.get(name))
        .filter(column -> column.source == Source.GAUGE || column.source == Source.PROBE);
  }
}
