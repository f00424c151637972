package dev.runvar.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scalar columns of telemetry schema 1, in their order; null means not measurable. */
public enum Column {
  CYCLE(Type.LONG, Source.CONTRACT),
  ELAPSED_NANOS(Type.LONG, Source.DERIVED),
  WALL_NANOS(Type.LONG, Source.CONTRACT),
  CPU_NANOS(Type.LONG, Source.CONTRACT),
  GC_NANOS(Type.LONG, Source.PROBE),
  GC_COUNT(Type.LONG, Source.PROBE),
  HEAP_USED_BYTES(Type.LONG, Source.PROBE),
  HEAP_COMMITTED_BYTES(Type.LONG, Source.PROBE),
  ALLOCATOR_ALLOCATED_BYTES(Type.LONG, Source.GAUGE),
  ALLOCATOR_RESERVED_BYTES(Type.LONG, Source.GAUGE),
  ALLOCATOR_PINNED_BYTES(Type.LONG, Source.GAUGE),
  RSS_BYTES(Type.LONG, Source.PROBE),
  HOST_CPU_PERCENT(Type.DOUBLE, Source.PROBE),
  HOST_MEMORY_PERCENT(Type.DOUBLE, Source.PROBE),
  PROCESS_CPU_PERCENT(Type.DOUBLE, Source.PROBE),
  MINOR_FAULTS(Type.LONG, Source.PROBE),
  MAJOR_FAULTS(Type.LONG, Source.PROBE),
  VOLUNTARY_SWITCHES(Type.LONG, Source.PROBE),
  INVOLUNTARY_SWITCHES(Type.LONG, Source.PROBE),
  READ_BYTES(Type.LONG, Source.PROBE),
  WRITE_BYTES(Type.LONG, Source.PROBE),
  CPU_FREQUENCY_HERTZ(Type.DOUBLE, Source.PROBE),
  CPU_TEMPERATURE_CELSIUS(Type.DOUBLE, Source.PROBE),
  THROTTLE_COUNT(Type.LONG, Source.PROBE),
  PROBE_AGE_NANOS(Type.LONG, Source.DERIVED),
  HOST_READINGS(Type.LONG, Source.GAUGE),
  POPULATION(Type.LONG, Source.GAUGE),
  CLUSTERS(Type.LONG, Source.GAUGE),
  BURSTS(Type.LONG, Source.GAUGE),
  PATTERNS(Type.LONG, Source.GAUGE),
  DATABASE_BYTES(Type.LONG, Source.GAUGE);

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

  private static final Map<String, Column> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Column::columnName, Function.identity()));

  private final String columnName = name().toLowerCase(Locale.ROOT);
  private final Type type;
  private final Source source;

  Column(Type type, Source source) {
    this.type = type;
    this.source = source;
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

  /** Returns the column that a gauge of this name fills, if there is one. */
  public static Optional<Column> ofGauge(String name) {
    return Optional.ofNullable(BY_NAME.get(name))
        .filter(column -> column.source == Source.GAUGE || column.source == Source.PROBE);
  }
}
