package dev.runvar.lab;

import dev.runvar.exchange.Findings;
import dev.runvar.exchange.RunSink;
import dev.runvar.exchange.RunSource;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Runs with the columns and phases of the built-in workload, whose figures mean nothing. */
final class MadeUpRuns implements RunSource {

  private static final List<String> PHASES =
      List.of("sense", "evolve", "compose", "recall", "persist");

  private static final int CYCLES_PER_READING = 100;

  private final int runs;
  private final int cycles;

  MadeUpRuns(int runs, int cycles) {
    this.runs = runs;
    this.cycles = cycles;
  }

  @Override
  public void read(RunSink sink, Findings findings) throws IOException {
    CycleRow row = new CycleRow();
    for (int seed = 0; seed < runs; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      sink.begin(
          ImportedRun.of(
              new Place("made up", 1), "all", Optional.empty(), Map.of(), (long) seed, ""));
      for (int cycle = 0; cycle < cycles; cycle++) {
        fill(row, cycle, random);
        sink.cycle(row);
      }
      sink.end(RunEnd.SILENT);
    }
  }

  private static void fill(CycleRow row, int cycle, SplittableRandom random) {
    row.clear();
    row.set(Column.CYCLE, cycle);
    long wallNanos = 0;
    for (String phase : PHASES) {
      long nanos = random.nextLong(50_000, 60_000) + cycle / 10;
      row.phases().add(phase, nanos);
      wallNanos += nanos;
    }
    row.set(Column.WALL_NANOS, wallNanos);
    row.set(Column.CPU_NANOS, wallNanos - random.nextLong(10_000));
    int reading = cycle / CYCLES_PER_READING;
    row.set(Column.PROBE_NUMBER, reading);
    row.set(Column.HOST_CPU_PERCENT, 40 + reading * 7 % 11);
    row.set(Column.HOST_MEMORY_PERCENT, 30 + reading * 5 % 13);
    row.set(Column.RSS_BYTES, 100_000_000L + 4096L * reading);
    row.set(Column.HOST_READINGS, 1);
    row.set(Column.POPULATION, random.nextInt(60, 100));
    row.set(Column.CLUSTERS, random.nextInt(5));
    row.set(Column.BURSTS, random.nextInt(2));
    row.set(Column.PATTERNS, cycle % 1_000);
    row.set(Column.DATABASE_BYTES, 55L * cycle);
  }
}
