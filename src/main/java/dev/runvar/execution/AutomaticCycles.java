package dev.runvar.execution;

import dev.runvar.store.Instrumentation;
import dev.runvar.telemetry.MalformedTelemetryException;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The cycles that a program reports or, if it reports none, those that it counts in its output. The
 * counter is chosen when the run has ended.
 */
final class AutomaticCycles implements CycleSource {

  private final TelemetryTail reported;
  private final RunRecorder recorder;
  private final PrintedCounters printed = new PrintedCounters();
  private final UnixClock clock = new UnixClock();
  private boolean areCounted;

  /**
   * Cycles of a run.
   *
   * @param reported hands its cycles to this recorder too
   */
  AutomaticCycles(TelemetryTail reported, RunRecorder recorder) {
    this.reported = reported;
    this.recorder = recorder;
  }

  @Override
  public void printed(Stream stream, List<String> lines) {
    printed.add(stream, lines, System.nanoTime());
  }

  @Override
  public boolean poll() throws IOException, MalformedTelemetryException {
    return reported.poll();
  }

  @Override
  public void stopFollowing() {
    reported.stopFollowing();
  }

  @Override
  public void finish(Ending ending) throws IOException, MalformedTelemetryException {
    reported.finish(ending);
    if (recorder.cycles() == 0) {
      printed.emit(recorder, clock);
      areCounted = recorder.cycles() > 0;
    }
  }

  @Override
  public Optional<String> whyNone() {
    return reported.whyNone();
  }

  @Override
  public Instrumentation instrumentation() {
    return areCounted ? Instrumentation.PROGRESS : reported.instrumentation();
  }

  @Override
  public Optional<String> foundLine() {
    return areCounted ? printed.line() : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    reported.close();
  }
}
