package dev.runvar.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Records another process, for a minute at a time, so that it needs little memory and a killed
 * program loses nothing. It is not the parent of the program, so that exit code, output and signals
 * remain the program's own.
 */
final class PartRecorder implements Companion {

  /**
   * One part of a recording.
   *
   * @param file its file, which may not exist
   * @param beginUnixMicros before the recorder was started
   */
  record Part(Path file, long beginUnixMicros, int rateHertz) {}

  /** After ten minutes a tenth of the samples is enough, so that a long run has a small file. */
  private static final String SCRIPT =
      """
      # Arguments: directory, process, samples per second.
      number=0 failures=0 rate=$3
      while kill -0 "$2" 2>/dev/null && [ "$failures" -lt 10 ]; do
        if [ "$number" -eq 10 ]; then rate=$((($3 + 9) / 10)); fi
        part=$1/part-$number
        echo "$(date +%s%6N) $rate" >"$part.begin"
        if COMMAND </dev/null >"$1/recorder.log" 2>&1; then
          number=$((number + 1)) failures=0
        else
          # A process that has just begun may not be what it will be.
          sleep "0.$failures"
          failures=$((failures + 1))
        fi
      done
      """;

  private static final String OURS = "RUNVAR_";
  private static final long LAST_PART_SECONDS = 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(10);

  private final Process process;

  private PartRecorder(Process process) {
    this.process = process;
  }

  /**
   * Starts a recorder.
   *
   * @param command of the shell, which records process {@code $2} for a minute or until that ends,
   *     {@code $rate} times per second, to the file {@code $part}
   */
  static PartRecorder start(String command, long pid, Path directory, int rateHertz)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                "-c",
                SCRIPT.replace("COMMAND", command),
                "runvar-recorder",
                directory.toAbsolutePath().toString(),
                String.valueOf(pid),
                String.valueOf(rateHertz))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith(OURS));
    return new PartRecorder(builder.start());
  }

  /** Waits for a short time until one of the recorder's processes is ready. */
  void await(Predicate<ProcessHandle> isReady) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    try {
      while (System.nanoTime() - end < 0 && process.descendants().noneMatch(isReady)) {
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      if (!process.waitFor(LAST_PART_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the parts in the order of time. */
  static List<Part> parts(Path directory) throws IOException {
    List<Part> parts = new ArrayList<>();
    while (true) {
      Path file = directory.resolve("part-" + parts.size());
      Path begin = directory.resolve(file.getFileName() + ".begin");
      if (!Files.exists(begin)) {
        return parts;
      }
      String[] words = Files.readString(begin).strip().split(" ", -1);
      parts.add(new Part(file, Long.parseLong(words[0]), Integer.parseInt(words[1])));
    }
  }

  /** Returns an empty profile whose reason is the last output of the recorder. */
  static Profile nothing(Path directory, String recorder) throws IOException {
    Path log = directory.resolve("recorder.log");
    List<String> lines =
        Files.exists(log)
            ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList()
            : List.of();
    String reason =
        lines.stream()
            .map(String::strip)
            .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
            .findFirst()
            .orElse("it took no sample");
    return Profile.none(new ProfileNote("error", recorder, reason));
  }

  /** Quotes a text for a shell. */
  static String quoted(Path file) {
    return "'" + file.toString().replace("'", "'\\''") + "'";
  }
}
