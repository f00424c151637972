package dev.runvar.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scalar columns of telemetry schema 1, in their order; null means not measurable. */
public enum Column {
  CYCLE(
      Type.LONG,
      Source.CONTRACT,
      Unit.COUNT,
      "number of the cycle in its run, from 0; of readings in a run that reports no cycles",
      "never"),
  POSITION(
      Type.LONG,
      Source.DERIVED,
      Unit.COUNT,
      "place of the cycle among those of its run that have a wall time: 0 for the first, whatever its number",
      "the cycle has no wall time"),
  ELAPSED_NANOS(
      Type.LONG,
      Source.DERIVED,
      Unit.NANOSECONDS,
      "time inside cycles so far, this one included; in a run that reports no cycles, time since its start",
      "the cycle has no wall time"),
  WALL_NANOS(
      Type.LONG,
      Source.CONTRACT,
      Unit.NANOSECONDS,
      "time from the cycle's begin to its end, by the workload's monotonic clock; with progress, from one matching line to the next",
      "the first cycle of a workload that only prints progress, and readings of one that reports nothing"),
  CPU_NANOS(
      Type.LONG,
      Source.CONTRACT,
      Unit.NANOSECONDS,
      "processor time in the cycle: of its thread for the built-in workload, else as the workload says",
      "the workload does not say"),
  GC_NANOS(
      Type.LONG,
      Source.PROBE,
      Unit.NANOSECONDS,
      "time for which collections stopped the cycle, to the microsecond, from the JVM's log",
      "thread isolation, where runs share a heap; workloads other than the built-in one"),
  GC_COUNT(
      Type.LONG, Source.PROBE, Unit.COUNT, "collections that ended in the cycle", "as gc_nanos"),
  HEAP_USED_BYTES(
      Type.LONG,
      Source.PROBE,
      Unit.BYTES,
      "heap in use after the last collection, to the kilobyte",
      "as gc_nanos, and before the first collection"),
  HEAP_COMMITTED_BYTES(
      Type.LONG,
      Source.PROBE,
      Unit.BYTES,
      "heap that the JVM held after the last collection, to the kilobyte",
      "as heap_used_bytes"),
  ALLOCATOR_ALLOCATED_BYTES(
      Type.LONG,
      Source.GAUGE,
      Unit.BYTES,
      "what the allocator has given out",
      "the workload does not say; another allocator than pymalloc"),
  ALLOCATOR_RESERVED_BYTES(
      Type.LONG,
      Source.GAUGE,
      Unit.BYTES,
      "what the allocator holds of the system: its arenas",
      "as allocator_allocated_bytes"),
  ALLOCATOR_PINNED_BYTES(
      Type.LONG,
      Source.GAUGE,
      Unit.BYTES,
      "what is free in partly used pools, and cannot be given back",
      "as allocator_allocated_bytes"),
  RSS_BYTES(
      Type.LONG,
      Source.PROBE,
      Unit.BYTES,
      "resident memory of the run's process and all that it started; a page that two of them share counts twice",
      "thread isolation, and before the first reading"),
  HOST_CPU_PERCENT(
      Type.DOUBLE,
      Source.PROBE,
      Unit.PERCENT,
      "load of all cores over the last half second or a little more; in a container with a quota, of what it may use",
      "before half a second has passed, and when the kernel's counters did not move"),
  HOST_MEMORY_PERCENT(
      Type.DOUBLE,
      Source.PROBE,
      Unit.PERCENT,
      "memory in use; in a container with a limit, of what it may use",
      "before the first reading"),
  PROCESS_CPU_PERCENT(
      Type.DOUBLE,
      Source.PROBE,
      Unit.PERCENT,
      "load by the run's process and all that it started, of one core, over the last half second or a little more",
      "as rss_bytes, and before half a second has passed"),
  MINOR_FAULTS(
      Type.LONG,
      Source.PROBE,
      Unit.COUNT,
      "page faults without a read from storage since the process began",
      "as rss_bytes"),
  MAJOR_FAULTS(
      Type.LONG,
      Source.PROBE,
      Unit.COUNT,
      "page faults with a read from storage since the process began",
      "as rss_bytes"),
  VOLUNTARY_SWITCHES(
      Type.LONG,
      Source.PROBE,
      Unit.COUNT,
      "how often a thread gave its core up by itself, all threads, since the process began",
      "as rss_bytes; other systems than Linux"),
  INVOLUNTARY_SWITCHES(
      Type.LONG,
      Source.PROBE,
      Unit.COUNT,
      "how often a thread was taken off its core, all threads, since the process began",
      "as voluntary_switches"),
  READ_BYTES(
      Type.LONG,
      Source.PROBE,
      Unit.BYTES,
      "what was read from storage, not from the page cache, since the process began",
      "as rss_bytes; a host that does not let it be read"),
  WRITE_BYTES(
      Type.LONG,
      Source.PROBE,
      Unit.BYTES,
      "what was written to storage, or is going to be, since the process began",
      "as read_bytes"),
  CPU_FREQUENCY_HERTZ(
      Type.DOUBLE,
      Source.PROBE,
      Unit.HERTZ,
      "frequency of the processors, their mean, as the kernel's governor has it",
      "a host without a governor, such as most virtual machines; other systems than Linux"),
  CPU_TEMPERATURE_CELSIUS(
      Type.DOUBLE,
      Source.PROBE,
      Unit.CELSIUS,
      "temperature of the processor",
      "a host without a sensor, such as most virtual machines"),
  THROTTLE_COUNT(
      Type.LONG,
      Source.PROBE,
      Unit.COUNT,
      "how often processors were slowed down for their heat since the host started, cores and packages together",
      "a host that does not count it; other systems than Linux"),
  PROBE_NUMBER(
      Type.LONG,
      Source.DERIVED,
      Unit.COUNT,
      "which reading of the run the columns of the probe come from: cycles with the same number share it",
      "no reading before the cycle's end, or a workload that does not say when cycles ended"),
  PROBE_AGE_NANOS(
      Type.LONG,
      Source.DERIVED,
      Unit.NANOSECONDS,
      "how old that reading was when the cycle ended",
      "as probe_number"),
  HOST_READINGS(
      Type.LONG,
      Source.GAUGE,
      Unit.COUNT,
      "readings of the host that the workload itself took in the cycle",
      "the workload does not say"),
  POPULATION(
      Type.LONG,
      Source.GAUGE,
      Unit.COUNT,
      "agents at the cycle's end",
      "the workload does not say"),
  CLUSTERS(
      Type.LONG,
      Source.GAUGE,
      Unit.COUNT,
      "clusters that were found in the cycle",
      "the workload does not say"),
  BURSTS(
      Type.LONG,
      Source.GAUGE,
      Unit.COUNT,
      "clusters that burst in the cycle",
      "the workload does not say"),
  PATTERNS(
      Type.LONG,
      Source.GAUGE,
      Unit.COUNT,
      "patterns in memory at the cycle's end",
      "the workload does not say"),
  DATABASE_BYTES(
      Type.LONG,
      Source.GAUGE,
      Unit.BYTES,
      "size of the workload's store at the cycle's end",
      "the workload does not say, or has no store");

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
    COUNT("1"),
    NANOSECONDS("ns"),
    BYTES("B"),
    PERCENT("%"),
    HERTZ("Hz"),
    CELSIUS("°C");

    private final String symbol;

    Unit(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  private static final Map<String, Column> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Column::columnName, Function.identity()));

  private final String columnName = name().toLowerCase(Locale.ROOT);
  private final Type type;
  private final Source source;
  private final Unit unit;
  private final String meaning;
  private final String absence;

  Column(Type type, Source source, Unit unit, String meaning, String absence) {
    this.type = type;
    this.source = source;
    this.unit = unit;
    this.meaning = meaning;
    this.absence = absence;
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

  /** Returns what the column holds, in a phrase. */
  public String meaning() {
    return meaning;
  }

  /** Returns when the column is null, in a phrase. */
  public String absence() {
    return absence;
  }

  /** Returns the column that a gauge of this name fills, if there is one. */
  public static Optional<Column> ofGauge(String name) {
    return Optional.ofNullable(BY_NAME.get(name))
        .filter(column -> column.source == Source.GAUGE || column.source == Source.PROBE);
  }
}
