package dev.runvar.facts;

import dev.runvar.facts.EarlyAndLate.Window;
import dev.runvar.statistics.Quantiles;
import dev.runvar.statistics.SingleStep;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A run of several parts, such as several run commands in one input, whose clock was restarted or
 * whose files were joined. It tells how much of the growth lies between the parts, because parts
 * may do different things.
 *
 * @param count of the parts
 * @param betweenNanos growth of a cycle if each cycle takes the mean time of its part
 * @param stepOrNull the largest step within a part; null if there is none
 */
public record RunParts(int count, double betweenNanos, RunCourse.Step stepOrNull)
    implements Serializable {

  /**
   * A row that covers less than this share of the usual steps is an incomplete row at the end of a
   * part.
   */
  private static final double WHOLE_ROW = 0.5;

  /** Returns the parts; empty for a run of one part. */
  static Optional<RunParts> of(RunTelemetry run, EarlyAndLate span) {
    return run.column(RunTelemetry.PART)
        .map(numbers -> of(run, begins(numbers), span))
        .filter(parts -> parts.count > 1);
  }

  private static RunParts of(RunTelemetry run, int[] begins, EarlyAndLate span) {
    double[] steps = run.column(RunTelemetry.STEPS).orElseGet(() -> ones(run.cycles()));
    double[] ofParts = new double[run.cycles()];
    RunCourse.Step largest = null;
    for (int part = 0; part + 1 < begins.length; part++) {
      Window window = new Window(begins[part], begins[part + 1]);
      Arrays.fill(ofParts, window.begin(), window.end(), mean(run.wall(), steps, window));
      RunCourse.Step step = step(run, steps, window).orElse(null);
      if (step != null && (largest == null || step.share() > largest.share())) {
        largest = step;
      }
    }
    double[] weighted = run.weighted(ofParts, span);
    return new RunParts(
        begins.length - 1,
        RunTelemetry.mean(weighted, span.late()) - RunTelemetry.mean(weighted, span.early()),
        largest);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double mean(double[] wall, double[] steps, Window window) {
    double nanos = 0;
    double all = 0;
    for (int i = window.begin(); i < window.end(); i++) {
      if (!Double.isNaN(steps[i])) {
        nanos += wall[i] * steps[i];
        all += steps[i];
      }
    }
    return nanos / all;
  }

  private static Optional<RunCourse.Step> step(RunTelemetry run, double[] steps, Window window) {
    double usual = Quantiles.of(Arrays.copyOfRange(steps, window.begin(), window.end()), WHOLE_ROW);
    int[] whole =
        IntStream.range(window.begin(), window.end())
            .filter(i -> steps[i] >= WHOLE_ROW * usual && run.wall()[i] > 0)
            .toArray();
    return SingleStep.of(Arrays.stream(whole).mapToDouble(i -> Math.log(run.wall()[i])).toArray())
        .map(
            step ->
                new RunCourse.Step(
                    run.numberOf(whole[step.position()]),
                    Math.expm1(step.after() - step.before()),
                    Arrays.stream(run.wall(), 0, whole[step.position()]).sum()));
  }

  /** Returns the first cycle of each part, followed by the number of cycles. */
  private static int[] begins(double[] numbers) {
    int[] begins = new int[numbers.length + 1];
    int parts = 1;
    double last = 1;
    for (int cycle = 0; cycle < numbers.length; cycle++) {
      if (numbers[cycle] > last) {
        last = numbers[cycle];
        if (cycle > 0) {
          begins[parts++] = cycle;
        }
      }
    }
    begins[parts] = numbers.length;
    return Arrays.copyOf(begins, parts + 1);
  }
}
