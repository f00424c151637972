package dev.runvar.exchange;

import java.io.IOException;
import java.util.*;
import org.junit.jupiter.api.Test;

class CasesTest {
  static final String D = "src/test/resources/import/";

  static CollectedRuns show(
      Reading said, Optional<String> name, ImportRequest.Grouping g, String... files) {
    String[] f = Arrays.stream(files).map(x -> D + x).toArray(String[]::new);
    System.out.println("=== " + Arrays.toString(files));
    try {
      CollectedRuns r =
          CollectedRuns.of(
              new ImportRequest(
                  List.of(f),
                  Optional.empty(),
                  said,
                  name,
                  g,
                  new RunDefaults(Optional.empty(), Optional.empty())));
      for (int i = 0; i < r.runs().size(); i++) {
        double[] w = r.wallSeconds(i);
        System.out.printf(
            "  run %s rows %d timed %d early %.6g late %.6g growth %.5g%% steps %.0f%n",
            r.runs().get(i).description(),
            r.rows(i),
            r.timedCycles(i),
            r.early(i, w),
            r.late(i, w),
            r.growthPercent(i, w),
            r.steps(i));
      }
      r.notes().forEach(n -> System.out.println("   " + n));
      ImportPreview.of(
              new ImportRequest(
                  List.of(f),
                  Optional.empty(),
                  said,
                  name,
                  g,
                  new RunDefaults(Optional.empty(), Optional.empty())))
          .forEach(x -> System.out.println("      | " + x));
      return r;
    } catch (RuntimeException | IOException e) {
      System.out.println("  " + e);
      if (!(e instanceof dev.runvar.study.StudyException) && !(e instanceof MappingException))
        e.printStackTrace(System.out);
      return null;
    }
  }

  static Reading said(String... t) {
    Map<String, List<String>> m = new LinkedHashMap<>();
    for (int i = 0; i < t.length; i += 2)
      m.computeIfAbsent(t[i], k -> new ArrayList<>()).add(t[i + 1]);
    return new Reading(m);
  }

  @Test
  void all() {
    Optional<String> no = Optional.empty();
    var s = ImportRequest.Grouping.FILE_BY_FILE;
    for (String f :
        List.of(
            "01-openfoam/log.interFoam.gz",
            "01-openfoam/log.simpleFoam.gz",
            "01-openfoam/log.pimpleFoam.gz",
            "02-lammps/log.lammps.gz",
            "02-lammps/one_run.log.gz",
            "03-liggghts/log.liggghts.gz",
            "03-liggghts/insert/log.liggghts.gz",
            "04-wrf/rsl.out.0000.gz",
            "04-wrf/nested/rsl.out.0000.gz",
            "05-sumo/summary.xml.gz",
            "05-sumo/clock/summary.xml.gz",
            "05-sumo/no-clock/summary.xml.gz",
            "06-monitor/0.monitor.csv.gz",
            "06-monitor/learning_starts/0.monitor.csv.gz",
            "06-monitor/longer_then_shorter/0.monitor.csv.gz",
            "07-progress/run1/progress.csv.gz",
            "07-progress/run2/progress.csv.gz",
            "07-progress/run3/progress.csv.gz",
            "07-progress/flat/progress.csv.gz",
            "08-ray-csv/progress_it_1_1000.csv.gz",
            "08-ray-csv/progress_it_1001_2000.csv.gz",
            "09-ray-json/result.json.gz",
            "11-fds/case.out.gz",
            "11-fds/case_steps.csv.gz",
            "13-semicolon/summary.csv.gz",
            "14-progress-lines/keras2.log.gz",
            "14-progress-lines/keras3.log.gz",
            "14-progress-lines/tqdm.log.gz")) show(said(), no, s, f);
    show(
        said("map", "wall_nanos=duration:ms:since-start", "per", "time"),
        no,
        s,
        "05-sumo/clock/summary.xml.gz");
    show(said("per", "l:each"), no, s, "06-monitor/0.monitor.csv.gz");
    show(said("per", "l:each"), no, s, "06-monitor/longer_then_shorter/0.monitor.csv.gz");
    show(said(), no, ImportRequest.Grouping.ONE_RUN, "08-ray-csv");
    show(
        said(
            "map",
            "wall_nanos=total_time:s",
            "map",
            "cycle=epoch",
            "map",
            "phase.rollout=rollout_time:s",
            "map",
            "phase.train=train_time:s"),
        no,
        s,
        "10-json-lines/compile.jsonl.gz");
    show(
        said("map", "wall_nanos=total_time:s", "map", "cycle=epoch", "map", "phase.*=*_time:s"),
        no,
        s,
        "10-json-lines/student.jsonl.gz");
    show(
        said(
            "line",
            "^Step (?<step>\\d+) Benchmark Time (?<time>\\S+) ms/step",
            "run-at",
            "START UP",
            "map",
            "wall_nanos=time:ms",
            "map",
            "cycle=step"),
        Optional.of("leanmd_(?<frequency>\\d+)_(?<balancer>\\w+)\\.res"),
        s,
        "12-leanmd");
    show(
        said("map", "wall_nanos=episode time:s", "map", "cycle=episode", "per", "steps_done"),
        no,
        s,
        "15-gzip/progress.csv.gz");
    show(said("map", "wall_nanos=step_duration:ms"), no, s, "13-semicolon/summary.csv.gz");
  }
}
