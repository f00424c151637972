package dev.runvar.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the unified log of a JVM with a serial collector, while it is written.
 *
 * <p>The log has microseconds and kilobytes where management beans have milliseconds. Its {@code
 * timenanos} is the clock of {@link System#nanoTime}, which all processes of a host share.
 */
public final class GcLog implements AutoCloseable {

  private static final Pattern GENERATION =
      Pattern.compile(
          "\\[gc,heap *\\] GC\\(\\d+\\) \\w+: \\d+K\\(\\d+K\\)->(\\d+)K\\((\\d+)K\\).*");

  private static final Pattern PAUSE =
      Pattern.compile("\\[(\\d+)ns\\]\\[gc *\\] GC\\(\\d+\\) Pause .* (\\d+)\\.(\\d{3})ms");

  private final InputStream in;
  private final Deque<GcPause> pauses = new ArrayDeque<>();
  private final StringBuilder begun = new StringBuilder();

  /** Null before the file was read. */
  private Long knownUntilNanoTime;

  private Long usedBytes;
  private Long committedBytes;

  /**
   * A reader of a log that its JVM may not have begun yet: the file is made and opened now, so that
   * it can be read to its end when it has been removed by then.
   */
  public GcLog(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    in = Files.newInputStream(file);
  }

  /** Returns the option by which a JVM writes such a log. */
  public static String option(Path file) {
    return "-Xlog:gc,gc+heap:file=\"" + file + "\":timenanos,tags:filecount=0";
  }

  /**
   * Returns the next pause that ended no later than this and has not been returned.
   *
   * @param nanoTime not in the future: the file is only read again for what it cannot hold yet
   */
  public Optional<GcPause> nextUntil(long nanoTime) throws IOException {
    if (knownUntilNanoTime == null || nanoTime - knownUntilNanoTime > 0) {
      long now = System.nanoTime();
      readOn();
      knownUntilNanoTime = now;
    }
    return pauses.isEmpty() || pauses.peekFirst().endNanoTime() - nanoTime > 0
        ? Optional.empty()
        : Optional.of(pauses.removeFirst());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void readOn() throws IOException {
    begun.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    int start = 0;
    for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n", start)) {
      line(begun.substring(start, end));
      start = end + 1;
    }
    begun.delete(0, start);
  }

  private void line(String line) {
    int tags = line.indexOf("[gc");
    Matcher generation = GENERATION.matcher(line.substring(Math.max(0, tags)));
    if (generation.matches()) {
      usedBytes = plus(usedBytes, generation.group(1));
      committedBytes = plus(committedBytes, generation.group(2));
      return;
    }
    Matcher pause = PAUSE.matcher(line);
    if (pause.matches()) {
      long micros = 1_000 * Long.parseLong(pause.group(2)) + Long.parseLong(pause.group(3));
      long end = Long.parseLong(pause.group(1));
      pauses.addLast(new GcPause(end, 1_000 * micros, usedBytes, committedBytes));
      usedBytes = null;
      committedBytes = null;
    }
  }

  private static Long plus(Long sum, String kilobytes) {
    return (sum == null ? 0 : sum) + 1024 * Long.parseLong(kilobytes);
  }
}
