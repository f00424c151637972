package dev.runvar.exchange;

import dev.runvar.study.ImportedPlan;
import dev.runvar.study.ImportedRun;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;

/** Finds out which runs there are and how long they are. */
final class RunSurvey implements RunSink {

  private static final int MOST_CYCLES = 1_000_000_000;

  private final ImportedPlan plan;
  private ImportedRun run;
  private int cycles;

  RunSurvey(ImportedPlan plan) {
    this.plan = plan;
  }

  @Override
  public void begin(ImportedRun begun) {
    run = begun;
    cycles = 0;
  }

  @Override
  public void cycle(CycleRow row) {
    if (++cycles > MOST_CYCLES) {
      throw run.place()
          .error(
              "more than %d cycles in one run; split it into several runs".formatted(MOST_CYCLES));
    }
  }

  @Override
  public void end(RunEnd end) {
    plan.add(run, cycles);
  }
}
