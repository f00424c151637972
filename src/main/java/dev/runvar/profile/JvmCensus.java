package dev.runvar.profile;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Counts the live objects of an OpenJDK virtual machine by class. It uses the socket that {@link
 * #OPTION} opens, so that nothing is loaded into the machine and no signal is sent.
 *
 * <p>A count first collects all garbage, and the program is paused meanwhile. So the next count
 * waits until a hundred times the cost of all counts, including the next one, has passed. A program
 * for which one count is too much is never counted.
 */
final class JvmCensus implements Companion {

  static final String OPTION = "-XX:+StartAttachListener";

  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+)(?: \\(.*\\))?");
  private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+\\d+");
  private static final int MOST_TYPES = 200;
  private static final double COST_SHARE = 0.01;
  private static final int CENSUSES_PER_INTERVAL = 40;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long POLL_MILLIS = 50;
  private static final long LONGEST_ANSWER_MILLIS = 10_000;
  private static final long FIRST_INTERVAL_NANOS = 250_000_000;

  /**
   * Assumed cost before the first count: a base for a small heap, plus the extra time of a large
   * heap.
   */
  private static final long LEAST_COST_NANOS = 25_000_000;

  private static final long COST_NANOS_PER_MEGABYTE = 100_000;
  private static final long PAGES_PER_MEGABYTE = 256;

  private final long pid;
  private final long begin = System.nanoTime();

  /**
   * Begin and end of each count in Unix nanoseconds; an unfinished count has an end far in the
   * future.
   */
  private final List<long[]> still = new CopyOnWriteArrayList<>();

  private final List<Census> censuses = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean isOver;

  private JvmCensus(long pid) {
    this.pid = pid;
    thread = new Thread(this::count, "jvm-census");
    thread.setDaemon(true);
  }

  static JvmCensus of(long pid) {
    JvmCensus census = new JvmCensus(pid);
    census.thread.start();
    return census;
  }

  /** Returns the censuses; to be called after {@link #close}. */
  List<Census> censuses() {
    return List.copyOf(censuses);
  }

  @Override
  public long stoodStillNanos(long fromUnixNanos, long toUnixNanos) {
    return overlapNanos(still, fromUnixNanos, toUnixNanos);
  }

  static long overlapNanos(List<long[]> spans, long from, long to) {
    return spans.stream()
        .mapToLong(span -> Math.max(0, Math.min(to, span[1]) - Math.max(from, span[0])))
        .sum();
  }

  private void count() {
    long cost = 0;
    long next = 0;
    long interval = FIRST_INTERVAL_NANOS;
    long last = begin;
    int taken = 0;
    try {
      while (!isOver) {
        Thread.sleep(POLL_MILLIS);
        long expected = taken == 0 ? firstCost() : next;
        long due = Math.max(last + interval, begin + (long) ((cost + expected) / COST_SHARE));
        if (System.nanoTime() - due < 0 || isOver || !Files.exists(socket())) {
          continue;
        }
        long unixNanos = System.currentTimeMillis() * NANOS_PER_MILLI;
        still.add(new long[] {unixNanos, Long.MAX_VALUE});
        last = System.nanoTime();
        String text;
        try {
          text = histogram();
        } finally {
          next = System.nanoTime() - last;
          still.set(still.size() - 1, new long[] {unixNanos, unixNanos + next + NANOS_PER_MILLI});
        }
        cost += next;
        Census census = census(text, unixNanos / NANOS_PER_MICRO, next);
        if (census.types().isEmpty()) {
          return;
        }
        censuses.add(census);
        taken++;
        if (taken >= CENSUSES_PER_INTERVAL) {
          taken /= 2;
          interval *= 2;
        }
      }
    } catch (IOException e) {
      // The program has ended, or does not answer; earlier counts are kept.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long firstCost() {
    try {
      String[] pages =
          Files.readString(Path.of("/proc", String.valueOf(pid), "statm")).split(" ", -1);
      return LEAST_COST_NANOS
          + Long.parseLong(pages[1]) / PAGES_PER_MEGABYTE * COST_NANOS_PER_MEGABYTE;
    } catch (IOException e) {
      return Long.MAX_VALUE / CENSUSES_PER_INTERVAL / CENSUSES_PER_INTERVAL;
    }
  }

  /** Returns the socket below the virtual machine's own root directory, the only one it knows. */
  private Path socket() {
    return Path.of("/proc/%1$d/root/tmp/.java_pid%1$d".formatted(pid));
  }

  private String histogram() throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      channel.write(
          ByteBuffer.wrap("1\0inspectheap\0-live\0\0\0".getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Parses the output of the command {@code GC.class_histogram}. */
  static Census census(String histogram, long unixMicros, long durationNanos) {
    Map<String, Long> types = new LinkedHashMap<>();
    long objects = 0;
    try (Stream<String> lines = histogram.lines()) {
      for (String line : (Iterable<String>) lines::iterator) {
        Matcher type = LINE.matcher(line);
        Matcher total = TOTAL.matcher(line);
        if (type.matches()) {
          types.merge(type.group(2), Long.parseLong(type.group(1)), Long::sum);
        } else if (total.matches()) {
          objects = Long.parseLong(total.group(1));
        }
      }
    }
    Map<String, Long> most = new LinkedHashMap<>();
    types.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_TYPES)
        .forEach(type -> most.put(type.getKey(), type.getValue()));
    return new Census(unixMicros, durationNanos, objects, 0, most, List.of());
  }

  @Override
  public void close() {
    isOver = true;
    try {
      // A paused machine does not answer.
      thread.join(LONGEST_ANSWER_MILLIS);
      if (ProcessHandle.of(pid).isEmpty()) {
        // A killed machine leaves the socket behind.
        Files.deleteIfExists(Path.of("/tmp/.java_pid" + pid));
      }
    } catch (IOException e) {
      // A file that stays does no harm.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
