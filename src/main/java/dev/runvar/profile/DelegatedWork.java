package dev.runvar.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The samples of a process whose main thread waits for other processes, as a pool's workers.
 *
 * <p>The time of its waiting goes to what the others did meanwhile, as if it had called them: their
 * calls come below its own. Where several worked at the same time, each gets a part.
 */
final class DelegatedWork extends SampleReader {

  private static final long NANOS_PER_MICRO = 1000;

  /** Where the code of a child process begins; the calls around it are those of the fork. */
  private static final String CHILD_FILE = "/multiprocessing/process.py";

  private static final String CHILD_FUNCTION = "._bootstrap";

  /** The samples of another process, which are read when their time comes. */
  interface Helper {

    /** Returns when it began. */
    long beganMicros();

    /**
     * Returns its samples.
     *
     * @param mainScript the script of the main process, whose functions it may have been sent
     */
    AgentLines lines(String mainScript) throws IOException;
  }

  /** What a helper did in a part of the time. */
  private record Work(List<Frame> stack, long nanos) {}

  private final AgentLines main;
  private final String script;
  private final Deque<Helper> upcoming;
  private final List<Reading> readings = new ArrayList<>();
  private final Deque<Sample> found = new ArrayDeque<>();

  DelegatedWork(AgentLines main, String script, Collection<? extends Helper> helpers) {
    this.main = main;
    this.script = script;
    upcoming =
        new ArrayDeque<>(
            helpers.stream().sorted(Comparator.comparingLong(Helper::beganMicros)).toList());
  }

  @Override
  Sample read() {
    if (found.isEmpty()) {
      if (!main.hasNext()) {
        close();
        return null;
      }
      Sample sample = main.next();
      if (main.isWaiting(sample)) {
        share(sample);
      } else {
        found.add(sample);
      }
    }
    return found.poll();
  }

  private void close() {
    try {
      for (Reading reading : readings) {
        reading.lines.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    readings.clear();
  }

  /** Gives a sample's time to what the helpers did in it; what is left remains waiting. */
  private void share(Sample waiting) {
    long end = waiting.unixMicros() * NANOS_PER_MICRO;
    long begin = end - waiting.weightNanos();
    List<Work> works = works(begin, end);
    long worked = works.stream().mapToLong(Work::nanos).sum();
    long left = waiting.weightNanos();
    double scale = worked > left ? (double) left / worked : 1;
    for (Work work : works) {
      long nanos = Math.min(left, Math.round(scale * work.nanos()));
      left -= nanos;
      found.add(
          new Sample(
              waiting.unixMicros(), nanos, called(work.stack(), waiting.stack()), waiting.phase()));
    }
    if (works.isEmpty() || left > NANOS_PER_MICRO) {
      found.add(new Sample(waiting.unixMicros(), left, waiting.stack(), waiting.phase()));
    }
  }

  /** Returns what the helpers did in a time; of those that have ended, the files are closed. */
  private List<Work> works(long begin, long end) {
    List<Work> works = new ArrayList<>();
    readings.removeIf(
        reading -> {
          reading.addWork(begin, end, works);
          return reading.isOver();
        });
    while (!upcoming.isEmpty() && upcoming.peek().beganMicros() * NANOS_PER_MICRO < end) {
      Reading reading = opened(upcoming.poll());
      reading.addWork(begin, end, works);
      if (!reading.isOver()) {
        readings.add(reading);
      }
    }
    return works;
  }

  private Reading opened(Helper helper) {
    try {
      return new Reading(helper.lines(script));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Frame> called(List<Frame> helper, List<Frame> waiting) {
    List<Frame> stack = new ArrayList<>();
    for (Frame frame : helper) {
      if (frame.file().endsWith(CHILD_FILE) && frame.function().endsWith(CHILD_FUNCTION)) {
        break;
      }
      stack.add(frame);
    }
    stack.addAll(waiting);
    return stack;
  }

  /** The samples of one helper, of which one at a time is kept. */
  private static final class Reading {

    private final AgentLines lines;
    private Sample sample;

    Reading(AgentLines lines) {
      this.lines = lines;
      advance();
    }

    boolean isOver() {
      return sample == null;
    }

    private void advance() {
      sample = lines.hasNext() ? lines.next() : null;
    }

    void addWork(long begin, long end, List<Work> works) {
      while (sample != null && endNanos() - sample.weightNanos() < end) {
        long overlap =
            Math.min(end, endNanos()) - Math.max(begin, endNanos() - sample.weightNanos());
        if (overlap > 0 && !lines.isWaiting(sample)) {
          works.add(new Work(sample.stack(), overlap));
        }
        if (endNanos() > end) {
          return;
        }
        advance();
      }
    }

    private long endNanos() {
      return sample.unixMicros() * NANOS_PER_MICRO;
    }
  }
}
