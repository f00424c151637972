package dev.runvar.execution;

import dev.runvar.execution.OutputListener.Stream;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.TelemetrySink;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the number by which a program counts its cycles in its output, and turns it into cycles.
 *
 * <p>A counter is a whole number that rises by the same step from line to line behind the same
 * text, such as {@code day 17}; behind a word such as {@code step}, and in a progress bar of tqdm,
 * it may rise by any step. Times of day, dates and numbers with a fraction are no counters, and
 * neither is one that counts seconds. Of several, the one that is printed for the longest time is
 * taken, and of those the one with the most lines.
 */
final class PrintedCounters {

  /** With fewer, an early part of a run cannot be compared with a late one. */
  private static final int FEWEST_LINES = 20;

  private static final long MOST_CYCLES = 50_000;
  private static final int MOST_SERIES = 500;
  private static final int LONGEST_BAR = 1_000;
  private static final int MOST_CHARACTERS = 200;
  private static final int MOST_DIGITS = 15;
  private static final double REGULAR = 0.9;
  private static final double MOST_OF_THE_TIME = 0.8;
  private static final double A_SECOND = 1e9;
  private static final double CLOCK_TOLERANCE = 0.01;

  /** A bar of tqdm, with and without a total. */
  private static final Pattern BAR =
      Pattern.compile(
          "(?<text>.*?)\\d{1,3}%\\|[^|]*\\| *(?<of>\\d{1,15})/(?<total>\\d+) \\[.*"
              + "|(?<open>.*?)(?<count>\\d{1,15})[A-Za-z]+ \\[\\d+:\\d\\d(:\\d\\d)?, .*");

  /** What stands before a number that counts steps. */
  private static final Pattern COUNTS =
      Pattern.compile(
          ".*(?i:step|iter|cycle|tick|epoch|episode|generation|frame|round|batch)[a-z]*[^A-Za-z0-9]*");

  private final Map<String, Series> all = new LinkedHashMap<>();
  private final Map<Stream, Long> before = new EnumMap<>(Stream.class);
  private final LineNumbers numbers = new LineNumbers(MOST_CHARACTERS, MOST_DIGITS);

  /**
   * Takes lines that came together.
   *
   * @param nanos when they came
   */
  synchronized void add(Stream stream, List<String> lines, long nanos) {
    Long previous = before.put(stream, nanos);
    for (int i = 0; i < lines.size(); i++) {
      // How long the first lines took is not known: of them, the last counts.
      long at =
          previous == null
              ? nanos
              : previous + Math.round((double) (nanos - previous) * (i + 1) / lines.size());
      add(stream, lines.get(i), at, previous == null);
    }
  }

  /** Returns whether a line is a bar of tqdm, which is printed whenever time has passed. */
  static boolean isBar(String line) {
    return mayBeBar(line) && BAR.matcher(line).matches();
  }

  private static boolean mayBeBar(String line) {
    return line.length() <= LONGEST_BAR && line.indexOf('[') > 0;
  }

  private void add(Stream stream, String line, long nanos, boolean isFirst) {
    if (mayBeBar(line) && addBar(stream, line, nanos, isFirst)) {
      return;
    }
    numbers.read(line);
    for (int i = 0; i < numbers.count(); i++) {
      String text = numbers.textBefore(i);
      long value = numbers.value(i);
      series(stream + text, line, () -> kind(text))
          .ifPresent(one -> one.add(value, nanos, isFirst));
    }
  }

  /** Returns whether the line is a bar. */
  private boolean addBar(Stream stream, String line, long nanos, boolean isFirst) {
    Matcher bar = BAR.matcher(line);
    boolean isBar = bar.matches();
    if (isBar) {
      boolean hasTotal = bar.group("of") != null;
      String text = hasTotal ? bar.group("text") + bar.group("total") : bar.group("open");
      long value = Long.parseLong(bar.group(hasTotal ? "of" : "count"));
      series(stream + " bar " + text, line, () -> Kind.BAR)
          .ifPresent(one -> one.add(value, nanos, isFirst));
    }
    return isBar;
  }

  private static Kind kind(String text) {
    return COUNTS.matcher(text).matches() ? Kind.NAMED : Kind.PLAIN;
  }

  private Optional<Series> series(String key, String line, Supplier<Kind> kind) {
    Series found = all.get(key);
    if (found == null) {
      if (all.size() == MOST_SERIES) {
        // Most texts of a program are printed once.
        all.values().removeIf(series -> series.lines == 1);
      }
      if (all.size() < MOST_SERIES) {
        found = new Series(line, kind.get());
        all.put(key, found);
      }
    }
    return Optional.ofNullable(found);
  }

  /** Returns the first line of the counter that counts the cycles, if there is one. */
  synchronized Optional<String> line() {
    return best().map(series -> series.line);
  }

  /** Hands the cycles on, if there is a counter. */
  synchronized void emit(TelemetrySink sink, UnixClock clock) throws IOException {
    Optional<Series> best = best();
    if (best.isPresent()) {
      best.get().emit(sink, clock);
    }
  }

  private Optional<Series> best() {
    List<Series> counters = all.values().stream().filter(Series::counts).toList();
    long longest = counters.stream().mapToLong(Series::spanNanos).max().orElse(0);
    return counters.stream()
        .filter(series -> series.spanNanos() >= MOST_OF_THE_TIME * longest)
        .min(
            Comparator.comparing((Series series) -> series.kind != Kind.BAR && !series.isRegular())
                .thenComparing(
                    Comparator.comparingInt((Series series) -> series.lines).reversed()));
  }

  private enum Kind {
    BAR,
    NAMED,
    PLAIN
  }

  /** What one counter has come to, and when. */
  private static final class Series {

    private static final int MOST_POINTS = 1 << 14;

    /** A number that falls by fewer steps does not begin a loop anew. */
    private static final long SHORTEST_LOOP = 10;

    private final String line;
    private final Kind kind;
    private long[] counts = new long[64];
    private long[] nanos = new long[64];
    private int points;

    /** Every so many lines, one is kept. */
    private int stride = 1;

    private int lines;
    private long value;
    private long count;
    private long lastNanos;

    /** The most frequent rise, if more than half of them are equal; by majority vote. */
    private long step;

    private int votes;
    private int regular;
    private long first;

    /** How often the number fell without beginning anew. */
    private int falls;

    /** How often the number stayed what it was. */
    private int repeats;

    Series(String line, Kind kind) {
      this.line = line;
      this.kind = kind;
    }

    void add(long next, long at, boolean isFirst) {
      if (lines == 0 || (isFirst && next > value)) {
        lines = 1;
        first = next;
        value = next;
        counts[0] = 0;
        nanos[0] = at;
        points = 1;
        return;
      }
      long rise = next - value;
      value = next;
      if (rise == 0) {
        repeats++;
        return;
      }
      if (rise < 0) {
        // Another loop of the same kind: a bar says how far it is, another counter that it went on.
        boolean isNewLoop = next <= first + step && -rise >= SHORTEST_LOOP * step;
        falls += isNewLoop ? 0 : 1;
        rise = kind == Kind.BAR ? Math.max(1, next) : Math.max(1, step);
      }
      if (votes == 0) {
        step = rise;
      }
      votes += rise == step ? 1 : -1;
      regular += rise == step ? 1 : 0;
      count += rise;
      lastNanos = at;
      lines++;
      if (lines % stride == 0) {
        keep(at);
      }
    }

    private void keep(long at) {
      if (points == MOST_POINTS) {
        points /= 2;
        for (int i = 0; i < points; i++) {
          counts[i] = counts[2 * i];
          nanos[i] = nanos[2 * i];
        }
        stride *= 2;
      }
      if (points == counts.length) {
        counts = Arrays.copyOf(counts, 2 * points);
        nanos = Arrays.copyOf(nanos, 2 * points);
      }
      counts[points] = count;
      nanos[points] = at;
      points++;
    }

    long spanNanos() {
      return lines < 2 ? 0 : lastNanos - nanos[0];
    }

    boolean counts() {
      if (lines < FEWEST_LINES || spanNanos() <= 0) {
        return false;
      }
      boolean isClock =
          Math.abs(spanNanos() / (double) count - A_SECOND) < CLOCK_TOLERANCE * A_SECOND;
      return switch (kind) {
        case BAR -> true;
        case NAMED -> isRegular() || rises();
        case PLAIN -> isRegular() && !isClock;
      };
    }

    /** Whether the number hardly ever fell or stayed what it was, whatever it rose by. */
    private boolean rises() {
      return falls + repeats <= (1 - REGULAR) * lines;
    }

    private boolean isRegular() {
      return kind != Kind.BAR && regular - falls >= REGULAR * (lines - 1);
    }

    /** Hands on cycles of equally many counts, by straight lines between what was printed. */
    void emit(TelemetrySink sink, UnixClock clock) throws IOException {
      if (counts[points - 1] < count) {
        keep(lastNanos);
      }
      long whole = counts[points - 1];
      long most = (whole + MOST_CYCLES - 1) / MOST_CYCLES;
      long perCycle = Math.max(isRegular() ? step : 1, most);
      CycleRow row = new CycleRow();
      long previous = nanos[0];
      int point = 0;
      for (long cycle = 0; cycle * perCycle <= whole; cycle++) {
        long reached = cycle * perCycle;
        while (counts[point] < reached) {
          point++;
        }
        long at = point == 0 ? nanos[0] : between(point, reached);
        row.clear();
        row.set(Column.CYCLE, cycle);
        row.setEndUnixNanos(clock.unixNanos(at));
        if (cycle > 0) {
          row.set(Column.WALL_NANOS, at - previous);
        }
        previous = at;
        sink.cycle(row);
      }
    }

    private long between(int point, long reached) {
      double share = (double) (reached - counts[point - 1]) / (counts[point] - counts[point - 1]);
      return nanos[point - 1] + Math.round(share * (nanos[point] - nanos[point - 1]));
    }
  }
}
