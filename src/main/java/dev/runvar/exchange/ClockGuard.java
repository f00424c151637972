package dev.runvar.exchange;

import dev.runvar.study.ImportedRun;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.TimeSinceStart;

/** Refuses wall times that look like times since the start of their run. */
final class ClockGuard {

  private TimeSinceStart times = new TimeSinceStart();

  void begin() {
    times = new TimeSinceStart();
  }

  void add(CycleRow row) {
    if (row.has(Column.WALL_NANOS)) {
      times.add(row.doubleValue(Column.WALL_NANOS));
    }
  }

  /**
   * Refuses the run if its times look like times since the start.
   *
   * @param remedy what else is allowed; may be empty
   */
  void check(ImportedRun run, String remedy) {
    if (times.isLikely()) {
      throw run.place()
          .error(
              "%s: the wall time %s: it looks like time since the start, not time per cycle; give the time that each cycle took%s"
                  .formatted(run.description(), times.falls(), remedy));
    }
  }
}
