package dev.runvar.store;

import dev.runvar.study.Isolation;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.InstrumentCost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Commits made-up runs of a study as its own would be: in batches, with all that records say. */
public final class ManyRuns {

  private static final int RUNS_OF_BATCH = 256;
  private static final double GROWTH = 0.5;

  private final SplittableRandom random = new SplittableRandom(1);
  private final CycleRow row = new CycleRow();
  private final StudyStore store;

  private ManyRuns(StudyStore store) {
    this.store = store;
  }

  /** Begins a study and commits all of its runs, of which each cycle is up to half slower. */
  public static void commit(StudyStore store, Study study) throws IOException {
    List<RunSpec> plan = Plan.of(study);
    store.begin(
        study, plan, () -> new Provenance("v", null, null, "java", "spark", "os", "cpu", 2, 1, 0));
    ManyRuns runs = new ManyRuns(store);
    for (int from = 0; from < plan.size(); from += RUNS_OF_BATCH) {
      runs.commit(plan.subList(from, Math.min(plan.size(), from + RUNS_OF_BATCH)));
    }
  }

  private void commit(List<RunSpec> specs) throws IOException {
    String attempt = StudyStore.newAttemptId();
    String first = specs.get(0).runId() + "-" + attempt;
    try (RunBatch batch =
        store.files().openBatch(specs.get(0).experiment(), first, Duration.ofMinutes(10))) {
      for (RunSpec spec : specs) {
        long nanos = write(spec, batch.begin(spec.runId()));
        batch.end(parts -> record(spec, attempt, nanos, parts));
      }
      batch.commit();
    }
  }

  private long write(RunSpec spec, TelemetryParts telemetry) throws IOException {
    long elapsed = 0;
    for (int cycle = 0; cycle < spec.cycles(); cycle++) {
      double level = 1e6 * (1 + GROWTH * cycle / (spec.cycles() - 1));
      long wall = Math.round(level * (0.9 + 0.2 * random.nextDouble()));
      elapsed += wall;
      row.clear();
      row.set(Column.CYCLE, cycle);
      row.set(Column.WALL_NANOS, wall);
      row.set(Column.ELAPSED_NANOS, elapsed);
      row.set(Column.HOST_CPU_PERCENT, 50 + random.nextDouble());
      row.set(Column.HOST_MEMORY_PERCENT, 30 + random.nextDouble());
      row.phases().add("sense", wall / 3);
      row.phases().add("persist", wall / 2);
      row.addGauge("population", 3 + cycle / 5);
      telemetry.write(row);
    }
    return elapsed;
  }

  private RunRecord record(
      RunSpec spec, String attempt, long nanos, List<TelemetryPart> telemetry) {
    long began = 1_700_000_000_000L + 20L * spec.order();
    String text = "%016x".formatted(random.nextLong());
    return new RunRecord(
        RunRecord.SCHEMA,
        spec.runId(),
        attempt,
        spec.matchId(),
        spec.experiment(),
        spec.levels(),
        spec.parameters(),
        spec.replication(),
        spec.seed(),
        spec.order(),
        spec.cycles(),
        null,
        new Build("0.1.0", "0123456789".repeat(4), "0123456789abcdef".repeat(4)),
        Isolation.THREAD,
        null,
        "host",
        2.0,
        2,
        "ext4",
        began,
        began + 10,
        Outcome.OK,
        null,
        Instrumentation.CONTRACT,
        spec.cycles(),
        nanos,
        null,
        List.of(
            new InstrumentCost("load", 1, 48_933),
            new InstrumentCost("processor", 1, 11_628),
            new InstrumentCost("recording", 10, 177_566)),
        Map.of("host_cpu_percent", "/proc/stat", "host_memory_percent", "/proc/meminfo"),
        text.repeat(4),
        Map.of("mean_population", 4.6),
        telemetry,
        (long) spec.cycles(),
        null);
  }
}
