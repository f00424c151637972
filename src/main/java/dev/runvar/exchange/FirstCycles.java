package dev.runvar.exchange;

import dev.runvar.study.ImportedRun;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects the first cycles of a file and then stops the reading. */
final class FirstCycles implements RunSink {

  private final int most;
  private final List<Row> rows = new ArrayList<>();
  private ImportedRun run;

  FirstCycles(int most) {
    this.most = most;
  }

  /** A cycle with its run. */
  record Row(ImportedRun run, CycleRow values) {
    long cycle() {
      return values.longValue(Column.CYCLE);
    }
  }

  /** Thrown to stop the reading when enough was read. */
  private static final class Enough extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  List<Row> of(RunSource source) throws IOException {
    return of(source, new Findings());
  }

  List<Row> of(RunSource source, Findings findings) throws IOException {
    try {
      source.read(this, findings);
    } catch (Enough e) {
      // This is how reading stops.
    }
    return List.copyOf(rows);
  }

  @Override
  public void begin(ImportedRun begun) {
    run = begun;
  }

  @Override
  public void cycle(CycleRow row) {
    CycleRow copy = new CycleRow();
    copy.copyFrom(row);
    rows.add(new Row(run, copy));
    if (rows.size() >= most) {
      throw new Enough();
    }
  }

  @Override
  public void end(RunEnd end) {}
}
