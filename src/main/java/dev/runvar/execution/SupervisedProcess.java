package dev.runvar.execution;

import dev.runvar.profile.ProfilerChoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A run's command in a session of its own, with a watch beside it that waits on a pipe from this
 * process.
 *
 * <p>When the pipe closes – because the run is over, or because this process is gone, however it
 * ended – the watch ends the session and every process that carries the attempt's {@code
 * RUNVAR_ATTEMPT}, and removes the scratch directory. A process that left the session <em>and</em>
 * emptied its environment is out of its reach.
 */
final class SupervisedProcess implements AutoCloseable {

  private static final String OURS = "RUNVAR_";
  private static final String LOCALE = "LC_ALL";

  /** What LC_ALL was before the launcher set it; empty if it was not set. */
  private static final String CALLER_LOCALE = "RUNVAR_CALLER_LC_ALL";

  /** The name by which launch.sh knows the command and its environment. */
  private static final String START = ".start";

  /** As long as this is not empty, the scratch directory is there, unless this process ends. */
  private static final String HELD = ".held";

  /** As long as this is there, the command waits, but not for long. */
  private static final String HOLD = ".hold";

  private static final String LAUNCH = script("launch.sh");
  private static final String WATCH = script("watch.sh");

  /** Where there is no setsid, as on macOS, there is Perl. */
  private static final List<String> SESSION =
      ProfilerChoice.onPath("setsid", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"))
              .isPresent()
          ? List.of("setsid")
          : List.of("perl", "-MPOSIX", "-e", "setsid();exec@ARGV");

  private final Process process;
  private final Path scratch;
  private final OutputTail output;
  private final OutputTail errors;

  private SupervisedProcess(Process process, Path scratch, OutputListener listener) {
    this.process = process;
    this.scratch = scratch;
    output =
        new OutputTail(
            process.getInputStream(),
            "run-output",
            lines -> listener.printed(OutputListener.Stream.OUTPUT, lines));
    errors =
        new OutputTail(
            process.getErrorStream(),
            "run-errors",
            lines -> listener.printed(OutputListener.Stream.ERRORS, lines));
  }

  /**
   * Starts a command.
   *
   * @param directory in which the command starts
   * @param environment what the command gets beside this process's own environment
   * @param listener told of what the command prints
   * @throws RunStartException if this host cannot start a process; a command that is not there is
   *     one that ends with exit code 127
   */
  static SupervisedProcess start(
      Attempt attempt,
      Path directory,
      List<String> command,
      Map<String, String> environment,
      OutputListener listener)
      throws RunStartException {
    List<String> supervised = new ArrayList<>(SESSION);
    supervised.addAll(List.of("sh", "-c", LAUNCH, "runvar-launch"));
    supervised.addAll(List.of(String.join(" ", SESSION), WATCH));
    supervised.addAll(List.of(attempt.id(), attempt.scratch().toString()));
    supervised.add(String.valueOf(ProcessHandle.current().pid()));
    ProcessBuilder builder =
        new ProcessBuilder(supervised).directory(directory.toAbsolutePath().toFile());
    // What the caller has of these names is not the run's; and this process may be a run itself,
    // whose end must not take the watch along.
    restoreLocale(builder.environment());
    builder.environment().keySet().removeIf(name -> name.startsWith(OURS));
    try {
      Files.write(attempt.scratch().resolve(START), startScript(command, environment));
      Files.writeString(attempt.scratch().resolve(HELD), attempt.id());
      if (attempt.profiler().attachesBeforeStart()) {
        Files.createFile(attempt.scratch().resolve(HOLD));
      }
      return new SupervisedProcess(builder.start(), attempt.scratch(), listener);
    } catch (IOException e) {
      throw new RunStartException(e);
    }
  }

  /** Returns whether the run of a scratch directory has a watch, which removes the directory. */
  static boolean isWatched(Path scratch) {
    return Files.exists(scratch.resolve(HELD));
  }

  /** The launcher gives this process a locale with UTF-8; a run has that of the caller. */
  private static void restoreLocale(Map<String, String> environment) {
    String caller = environment.get(CALLER_LOCALE);
    if (caller != null && caller.isEmpty()) {
      environment.remove(LOCALE);
    } else if (caller != null) {
      environment.put(LOCALE, caller);
    }
  }

  /**
   * Returns shell text that sets the environment and the command, in UTF-8: this virtual machine
   * would hand arguments over in the encoding of its locale, which may not have all characters.
   */
  private static byte[] startScript(List<String> command, Map<String, String> environment) {
    StringBuilder text = new StringBuilder();
    environment.forEach(
        (name, value) ->
            text.append("export ").append(name).append('=').append(quoted(value)).append('\n'));
    text.append("set --");
    command.forEach(argument -> text.append(' ').append(quoted(argument)));
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Returns the id of the command's own process. */
  long pid() {
    return process.pid();
  }

  /** Lets a command go on that waits for its profiler. */
  void release() throws IOException {
    Files.deleteIfExists(scratch.resolve(HOLD));
  }

  /** Waits for the command, no longer than this, and returns whether it has ended. */
  boolean endedWithin(Duration duration) throws InterruptedException {
    return process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the exit code of a command that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /**
   * Returns whether everything is gone that was left of the run, after {@link #close}.
   *
   * <p>The streams end when no process has them any more, or when the command ends while nobody
   * reads them; the scratch directory is removed last.
   */
  boolean isGone() {
    return !Files.exists(scratch) && output.hasEnded() && errors.hasEnded();
  }

  List<String> lastOutput() {
    return output.lines();
  }

  List<String> lastErrors() {
    return errors.lines();
  }

  /**
   * Has everything ended that is left of the run, and its scratch directory removed, without
   * waiting for it. What the command started ends with the command at the latest.
   */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new IllegalStateException("a pipe that nothing was written to", e);
    }
    try {
      Files.write(
          scratch.resolve(HELD),
          new byte[0],
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      // The command has removed it, or the directory is removed already: nothing waits for it.
    }
  }

  private static String script(String name) {
    try (InputStream in = SupervisedProcess.class.getResourceAsStream("/execution/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("not in the jar: " + name, e);
    }
  }
}
