package dev.runvar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.profile.Census;
import dev.runvar.profile.CycleSpans;
import dev.runvar.profile.Frame;
import dev.runvar.profile.ProfileRows;
import dev.runvar.profile.Sample;
import dev.runvar.profile.SampleJoin;
import dev.runvar.result.ProfileResult;
import dev.runvar.store.Outcome;
import dev.runvar.store.ResultTable;
import dev.runvar.store.RunProfile;
import dev.runvar.store.RunRecord;
import dev.runvar.store.SampleRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileAnalysisTest {

  private static final int CYCLES = 200;
  private static final Frame MAIN = new Frame("model.py", "main", 1, 9, true);

  @TempDir private Path directory;

  /** Cycles of ten milliseconds that become three times as long, by one function. */
  private static ProfileRows rows(String growing, long seed, boolean isCutOff) {
    List<Sample> samples = new ArrayList<>();
    long[] ends = new long[CYCLES];
    long[] walls = new long[CYCLES];
    long micros = 0;
    for (int i = 0; i < CYCLES; i++) {
      long grown = 100L * i + seed * 10;
      micros += 10_000;
      samples.add(sample(micros, 10_000, "rest"));
      micros += grown;
      samples.add(sample(micros, grown, growing));
      ends[i] = micros * 1000;
      walls[i] = (10_000 + grown) * 1000;
    }
    CycleSpans spans = new CycleSpans(ends, walls);
    List<Sample> written = isCutOff ? samples.subList(0, CYCLES) : samples;
    return ProfileRows.of(SampleJoin.of(spans, written.iterator()), spans, List.<Census>of());
  }

  private static Sample sample(long micros, long weightMicros, String function) {
    return new Sample(
        micros, weightMicros * 1000, List.of(new Frame("model.py", function, 3, 5, true), MAIN));
  }

  private static ResultTable table(ProfileRows rows) {
    return new ResultTable(
        "profile",
        ProfileRows.COLUMNS.stream()
            .map(column -> new ResultTable.Column(column.name(), kind(column.type())))
            .toList(),
        rows.values());
  }

  private static ResultTable.Kind kind(Class<?> type) {
    return type == String.class
        ? ResultTable.Kind.TEXT
        : type == Integer.class ? ResultTable.Kind.INT : ResultTable.Kind.DOUBLE;
  }

  @Test
  void each_experiment_of_a_study_has_a_profile_of_its_own_runs() throws Exception {
    Study study =
        StudyReader.parse(
            "two",
            """
            study: two
            replications: 5
            seed: 5
            profiler: auto
            workload: {command: [python3, --version], progress: "^step"}
            experiments:
              list: {}
              heap: {}
            """);
    StudyStore store = Workspace.open(directory.toString()).study("two");
    List<RunRecord> records = new ArrayList<>();
    for (RunSpec run : Plan.of(study)) {
      boolean isCutOff = run.experiment().equals("heap") && run.replication() == 0;
      String growing = run.experiment().equals("list") ? "walk" : "sort";
      RunProfile profile =
          new RunProfile(
              "python",
              store
                  .files()
                  .writeProfile(
                      run.experiment(),
                      run.runId() + "-1",
                      table(rows(growing, run.seed() % 7, isCutOff))),
              false,
              2L * CYCLES,
              0.01,
              1,
              List.of());
      records.add(new SampleRecord(run, Outcome.OK, 2.0).of(CYCLES, profile));
    }
    for (String experiment : List.of("list", "heap")) {
      ProfileAnalysis.Found found =
          ProfileAnalysis.of(
                  store,
                  records.stream()
                      .filter(record -> record.experiment().equals(experiment))
                      .toList(),
                  Map.of())
              .orElseThrow();
      String expected = experiment.equals("list") ? "walk" : "sort";
      String other = experiment.equals("list") ? "sort" : "walk";
      assertEquals(expected, found.result().function().name());
      assertEquals(1, found.result().function().share(), 0.01);
      // A run of the other one was ended before half of its samples were written.
      int runs = experiment.equals("list") ? 5 : 4;
      assertEquals(runs, found.result().runs());
      assertEquals(runs, found.result().seeds());
      assertEquals(5 - runs, found.result().notes().size());
      assertTrue(found.functions().stream().noneMatch(one -> one.name().equals(other)));
      assertTrue(found.files().get(ProfileResult.FOLDED).contains(expected));
    }
    assertEquals("growth-list.svg", ProfileResult.ofExperiment(ProfileResult.FLAME_GRAPH, "list"));
  }
}
