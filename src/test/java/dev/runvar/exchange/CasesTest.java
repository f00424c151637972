package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.exchange.ImportRequest.Grouping;
import dev.runvar.study.StudyException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files in the formats of other programs, with the numbers of real ones, by one command each. The
 * right values were computed from the same files by a script of its own, which reads each format
 * with regular expressions: truth.json. Early is the first fifth of the timed cycles, late the
 * last.
 */
class CasesTest {

  private static final String DIRECTORY = "src/test/resources/import/";
  private static final JsonNode TRUTH = truth();

  private static JsonNode truth() {
    try {
      return new ObjectMapper().readTree(new File(DIRECTORY + "truth.json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.interFoam", "log.simpleFoam", "log.pimpleFoam"})
  void openfoam_is_read_by_the_processor_time_and_iterations_are_summed(String log)
      throws IOException {
    CollectedRuns runs = collected("01-openfoam/" + log);
    JsonNode truth = TRUTH.at("/01-openfoam").get(log);
    assertCycles(truth, runs);
    assertFifths(truth.get("cpu_per_step"), runs, 0, runs.wallSeconds(0));
    truth
        .get("iterations_per_step")
        .properties()
        .forEach(
            field -> assertGauge(field.getValue(), runs.gauge(0, "iterations." + field.getKey())));
    assertEquals(
        log.equals("log.interFoam"), String.join("\n", runs.notes()).contains("have no end"));
  }

  @Test
  void the_clock_of_openfoam_can_be_asked_for_and_is_called_coarse() throws IOException {
    CollectedRuns runs =
        collected("01-openfoam/log.interFoam", "map", "wall_nanos=clock:s:since-start");
    JsonNode truth = TRUTH.at("/01-openfoam/log.interFoam");
    assertFifths(truth.get("clock_per_step"), runs, 0, runs.wallSeconds(0));
    assertTrue(runs.notes().toString().contains("the clock of the wall time is coarse"));
  }

  @Test
  void run_commands_of_lammps_are_cycles_with_phases_and_processor_time() throws IOException {
    CollectedRuns runs = collected("02-lammps/log.lammps");
    JsonNode truth = TRUTH.at("/02-lammps/log.lammps");
    assertCycles(truth, runs);
    assertFifths(truth.get("wall_per_block"), runs, 0, runs.wallSeconds(0));
    assertFifths(truth.get("cpu_per_block"), runs, 0, runs.cpuSeconds(0));
    assertPhases(truth.get("phases"), runs);
    assertGauge(truth.at("/gauges/neighbors"), runs.gauge(0, "neighbors"));
  }

  @Test
  void a_log_of_lammps_without_a_clock_is_refused_with_the_line_that_switches_it_on() {
    assertTrue(
        refusal("02-lammps/one_run.log").contains("thermo_style custom step temp press cpu"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.liggghts", "insert/log.liggghts"})
  void thermo_rows_are_weighted_by_their_steps_and_the_clock_may_restart(String log)
      throws IOException {
    CollectedRuns runs = collected("03-liggghts/" + log);
    JsonNode truth = TRUTH.at("/03-liggghts").get(log);
    assertCycles(truth, runs);
    assertEquals(truth.get("steps").asDouble(), runs.steps(0));
    assertFifths(truth.get("wall_per_step"), runs, 0, runs.wallSeconds(0));
    assertGauge(truth.at("/gauges/Atoms"), runs.gauge(0, "Atoms"));
    int restarts = truth.get("run_commands").asInt() - 1;
    assertTrue(runs.notes().toString().contains(restarts + " times the clock falls"));
    assertTrue(runs.notes().toString().contains(restarts + " rows repeat steps"));
  }

  @Test
  void writing_within_a_step_of_wrf_is_a_phase_of_it() throws IOException {
    CollectedRuns runs = collected("04-wrf/rsl.out.0000");
    JsonNode truth = TRUTH.at("/04-wrf/rsl.out.0000");
    assertCycles(truth, runs);
    assertFifths(truth.get("wall_per_step"), runs, 0, runs.wallSeconds(0));
    assertPhases(truth.get("phases"), runs);
  }

  @Test
  void a_nest_of_wrf_is_a_phase_of_its_parent_without_its_writing() throws IOException {
    CollectedRuns runs = collected("04-wrf/nested/rsl.out.0000");
    JsonNode truth = TRUTH.at("/04-wrf/nested~1rsl.out.0000");
    assertEquals(truth.get("timed_cycles_domain_1").asInt(), runs.timedCycles(0));
    assertFifths(truth.get("wall_per_step_domain_1"), runs, 0, runs.wallSeconds(0));
    JsonNode phases = truth.get("phases_of_domain_1");
    assertPhase(phases.get("writing"), runs, "writing");
    assertPhase(phases.get("boundary"), runs, "boundary");
    // 0.2 s of 177 s of writing come after the last step of the nest.
    JsonNode nest = phases.get("domain_2_without_writing");
    double[] nanos = runs.phaseSeconds(0, "nest");
    assertEquals(nest.get("first_fifth_s").asDouble(), runs.early(0, nanos), 0.01);
    assertEquals(nest.get("last_fifth_s").asDouble(), runs.late(0, nanos), 0.01);
  }

  @Test
  void a_summary_of_sumo_is_read_by_its_attributes() throws IOException {
    CollectedRuns runs = collected("05-sumo/summary.xml");
    JsonNode truth = TRUTH.at("/05-sumo/summary.xml");
    assertCycles(truth, runs);
    assertFifths(truth.get("wall_per_step"), runs, 0, runs.wallSeconds(0));
    for (String gauge : List.of("running", "waiting", "halting")) {
      assertGauge(truth.at("/gauges/" + gauge), runs.gauge(0, gauge));
    }
  }

  @Test
  void a_clock_in_place_of_a_duration_is_refused_until_it_is_called_one() throws IOException {
    String file = "05-sumo/clock/summary.xml";
    String option = "wall_nanos=duration:ms:since-start";
    assertTrue(refusal(file).contains("never falls in 102 cycles"), refusal(file));
    assertTrue(refusal(file).contains("--map " + option), refusal(file));
    CollectedRuns runs = collected(file, "map", option, "per", "time");
    JsonNode truth = TRUTH.at("/05-sumo/clock~1summary.xml");
    assertCycles(truth, runs);
    assertFifths(truth.get("as_a_clock_per_step"), runs, 0, runs.wallSeconds(0));
  }

  @Test
  void a_summary_without_durations_is_refused_with_what_gives_them() {
    assertTrue(
        refusal("05-sumo/no-clock/summary.xml").contains("a summary with the attribute duration"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.monitor.csv",
        "longer_then_shorter/0.monitor.csv",
        "learning_starts/0.monitor.csv"
      })
  void a_monitor_is_read_per_episode_and_per_step(String file) throws IOException {
    JsonNode truth = TRUTH.at("/06-monitor").get(file);
    CollectedRuns episodes = collected("06-monitor/" + file);
    assertCycles(truth, episodes);
    assertFifths(truth.get("wall_per_episode"), episodes, 0, episodes.wallSeconds(0));
    assertGauge(truth.at("/gauges/l"), episodes.gauge(0, "l"));
    CollectedRuns steps = collected("06-monitor/" + file, "per", "l:each");
    assertFifths(truth.get("wall_per_step"), steps, 0, steps.wallSeconds(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run1", "run2", "run3"})
  void progress_of_baselines_is_read_per_epoch(String run) throws IOException {
    CollectedRuns runs = collected("07-progress/%s/progress.csv".formatted(run));
    JsonNode truth = TRUTH.at("/07-progress").get(run + "/progress.csv");
    assertCycles(truth, runs);
    assertFifths(truth.get("wall_per_epoch"), runs, 0, runs.wallSeconds(0));
    assertTrue(runs.notes().toString().contains("passed over: total/steps_per_second"));
    assertTrue(
        refusal("07-progress/%s/progress.csv".formatted(run), "map", "wall_nanos=total/duration:s")
            .contains("--map wall_nanos=total/duration:s:since-start"));
  }

  @Test
  void progress_with_other_names_is_read_per_time_step() throws IOException {
    CollectedRuns runs = collected("07-progress/flat/progress.csv");
    JsonNode truth = TRUTH.at("/07-progress/flat~1progress.csv");
    assertCycles(truth, runs);
    assertFifths(truth.get("wall_per_timestep"), runs, 0, runs.wallSeconds(0));
  }

  @Test
  void three_files_of_ray_are_one_run_in_the_order_of_their_iterations() throws IOException {
    CollectedRuns runs =
        CollectedRuns.of(
            request(
                Grouping.ONE_RUN,
                Optional.empty(),
                List.of(
                    "08-ray-csv/progress_it_2001_3000.csv",
                    "08-ray-csv/progress_it_1_1000.csv",
                    "08-ray-csv/progress_it_1001_2000.csv")));
    JsonNode truth = TRUTH.at("/08-ray-csv/one_run_over_three_files");
    assertRay(truth, runs, "/");
    assertTrue(
        runs.notes().toString().contains("in 4 of 375 cycles the phases add up to more"),
        runs.notes().toString());
  }

  @Test
  void lines_of_ray_have_nan_and_dotted_paths() throws IOException {
    assertRay(TRUTH.at("/09-ray-json/result.json"), collected("09-ray-json/result.json"), ".");
  }

  private static void assertRay(JsonNode truth, CollectedRuns runs, String separator) {
    assertCycles(truth, runs);
    assertFifths(truth.get("wall_per_iteration"), runs, 0, runs.wallSeconds(0));
    assertPhases(truth.get("phases"), runs);
    assertGauge(
        truth.get("gauges").get("perf/cpu_util_percent"),
        runs.gauge(0, "perf" + separator + "cpu_util_percent"));
  }

  @ParameterizedTest
  @CsvSource({"compile.jsonl, 0", "student.jsonl, 4"})
  void negative_times_of_own_json_lines_are_no_times(String file, int negative) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("map", "wall_nanos=total_time:s", "map", "cycle=epoch", "map"));
    options.add("phase.rollout_time=rollout_time:s");
    options.addAll(List.of("map", "phase.train_time=train_time:s"));
    if (file.startsWith("student")) {
      options.addAll(List.of("map", "phase.student_train_time=student_train_time:s"));
    }
    CollectedRuns runs = collected("10-json-lines/" + file, options.toArray(String[]::new));
    JsonNode truth = TRUTH.at("/10-json-lines").get(file);
    assertCycles(truth, runs);
    assertFifths(truth.get("wall_per_epoch"), runs, 0, runs.wallSeconds(0));
    assertPhases(truth.get("phases"), runs);
    assertGauge(truth.at("/gauges/reward_mean"), runs.gauge(0, "reward_mean"));
    assertEquals(
        negative > 0, runs.notes().toString().contains(negative + " rows have a negative time"));
  }

  @Test
  void phases_within_each_other_are_noticed() throws IOException {
    CollectedRuns runs =
        collected(
            "10-json-lines/compile.jsonl",
            "map",
            "wall_nanos=total_time:s",
            "map",
            "phase.*=*_time:s");
    assertTrue(
        runs.notes().toString().contains("in 167 of 167 cycles the phases add up to more"),
        runs.notes().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"case_steps.csv", "case.out"})
  void rows_of_fds_cover_different_numbers_of_steps(String file) throws IOException {
    CollectedRuns runs = collected("11-fds/" + file);
    JsonNode truth = TRUTH.at("/11-fds").get(file);
    assertCycles(truth, runs);
    assertEquals(truth.get("steps").asDouble(), runs.steps(0));
    assertFifths(truth.get("wall_per_step"), runs, 0, runs.wallSeconds(0));
    if (truth.has("cpu_per_step")) {
      assertFifths(truth.get("cpu_per_step"), runs, 0, runs.cpuSeconds(0));
    } else {
      assertGauge(truth.at("/gauges/Step Size"), runs.gauge(0, "step_size"));
    }
  }

  @Test
  void names_of_files_say_parameters_and_a_line_begins_each_run() throws IOException {
    CollectedRuns runs =
        CollectedRuns.of(
            request(
                Grouping.FILE_BY_FILE,
                Optional.of("leanmd_(?<frequency>\\d+)_(?<balancer>\\w+)\\.res"),
                List.of("12-leanmd"),
                "line",
                "^Step (?<step>\\d+) Benchmark Time (?<time>\\S+) ms/step",
                "run-at",
                "START UP",
                "map",
                "wall_nanos=time:ms",
                "map",
                "cycle=step"));
    assertEquals(9, runs.runs().size());
    List<String> files = List.of("30_dist", "30_pdlb", "60_refine");
    for (int run = 0; run < 9; run++) {
      String file = files.get(run / 3);
      JsonNode truth = TRUTH.at("/12-leanmd").get("leanmd_%s.res".formatted(file));
      assertFifths(truth.get("wall_per_step").get(run % 3), runs, run, runs.wallSeconds(run));
      assertEquals(
          file,
          String.join("_", runs.runs().get(run).parameters().values().stream().sorted().toList()));
    }
  }

  @Test
  void steps_that_begin_again_are_another_run_without_being_told() throws IOException {
    CollectedRuns runs =
        collected(
            "12-leanmd/leanmd_30_dist.res",
            "line",
            "^Step (?<step>\\d+) Benchmark Time (?<time>\\S+) ms/step",
            "map",
            "wall_nanos=time:ms",
            "map",
            "cycle=step");
    assertEquals(3, runs.runs().size());
    assertTrue(runs.notes().toString().contains("2 times the cycles begin again: another run"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"step_duration", "STEP_DURATION", "Step Duration [ms]"})
  void a_table_with_semicolons_is_read_by_names_in_any_case(String name) throws IOException {
    CollectedRuns runs =
        collected("13-semicolon/summary.csv", "map", "wall_nanos=%s:ms".formatted(name));
    JsonNode truth = TRUTH.at("/13-semicolon/summary.csv");
    assertCycles(truth, runs);
    assertFifths(truth.get("wall_per_step"), runs, 0, runs.wallSeconds(0));
    assertGauge(truth.at("/gauges/running"), runs.gauge(0, "step_running"));
    assertTrue(runs.notes().toString().contains("separator \";\""), runs.notes().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "keras3.log, wall_per_epoch_as_steps_times_us",
    "keras2.log, wall_per_epoch",
    "tqdm.log, wall_per_epoch_by_rate"
  })
  void of_a_bar_only_its_end_is_a_cycle(String file, String times) throws IOException {
    CollectedRuns runs = collected("14-progress-lines/" + file);
    JsonNode truth = TRUTH.at("/14-progress-lines").get(file);
    assertCycles(truth, runs);
    assertFifths(truth.get(times), runs, 0, runs.wallSeconds(0));
  }

  @Test
  void a_packed_table_is_read_per_step_or_per_episode() throws IOException {
    String file = "15-gzip/progress.csv";
    String wall = "wall_nanos=episode time:s";
    JsonNode truth = TRUTH.at("/15-gzip/progress.csv.gz");
    CollectedRuns episodes = collected(file, "map", wall, "map", "cycle=episode");
    assertCycles(truth, episodes);
    assertFifths(truth.get("wall_per_episode"), episodes, 0, episodes.wallSeconds(0));
    CollectedRuns steps = collected(file, "map", wall, "per", "steps_done");
    assertEquals(truth.get("steps").asDouble(), steps.steps(0));
    assertFifths(truth.get("wall_per_step"), steps, 0, steps.wallSeconds(0));
  }

  private static void assertCycles(JsonNode truth, CollectedRuns runs) {
    assertEquals(1, runs.runs().size());
    assertEquals(truth.get("timed_cycles").asInt(), runs.timedCycles(0));
  }

  private static void assertFifths(JsonNode truth, CollectedRuns runs, int run, double[] seconds) {
    assertClose(truth.get("first_fifth_s").asDouble(), runs.early(run, seconds));
    assertClose(truth.get("last_fifth_s").asDouble(), runs.late(run, seconds));
    double growth = truth.get("growth_percent").asDouble();
    assertEquals(growth, runs.growthPercent(run, seconds), 0.01 + 6e-4 * Math.abs(growth));
  }

  private static void assertPhases(JsonNode truth, CollectedRuns runs) {
    truth
        .properties()
        .forEach(
            phase -> {
              if (!phase.getKey().equals("outside_phases")) {
                assertPhase(phase.getValue(), runs, phase.getKey());
              }
            });
  }

  private static void assertPhase(JsonNode truth, CollectedRuns runs, String name) {
    double[] seconds = runs.phaseSeconds(0, name);
    assertClose(truth.get("first_fifth_s").asDouble(), runs.early(0, seconds));
    assertClose(truth.get("last_fifth_s").asDouble(), runs.late(0, seconds));
  }

  /** Gauges have means over rows, whatever steps these cover. */
  private static void assertGauge(JsonNode truth, double[] values) {
    assertClose(truth.get("first").asDouble(), values[0]);
    assertClose(truth.get("last").asDouble(), values[values.length - 1]);
    int fifth = values.length / 5;
    int late = values.length - (values.length + 4) / 5;
    assertClose(
        truth.get("mean_first_fifth").asDouble(),
        Arrays.stream(values, 0, fifth).filter(v -> !Double.isNaN(v)).average().orElseThrow());
    assertClose(
        truth.get("mean_last_fifth").asDouble(),
        Arrays.stream(values, late, values.length)
            .filter(v -> !Double.isNaN(v))
            .average()
            .orElseThrow());
  }

  /** The right values have six digits. */
  private static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, 1e-5 * Math.abs(expected));
  }

  private static CollectedRuns collected(String file, String... options) throws IOException {
    return CollectedRuns.of(
        request(Grouping.FILE_BY_FILE, Optional.empty(), List.of(file), options));
  }

  private static String refusal(String file, String... options) {
    return assertThrows(StudyException.class, () -> collected(file, options)).getMessage();
  }

  /** Returns what a command with these options asks for. */
  private static ImportRequest request(
      Grouping grouping, Optional<String> name, List<String> files, String... options) {
    Map<String, List<String>> said = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      said.computeIfAbsent(options[i], option -> new ArrayList<>()).add(options[i + 1]);
    }
    return new ImportRequest(
        files.stream().map(CasesTest::path).toList(),
        Optional.empty(),
        new Reading(said),
        name,
        grouping,
        new RunDefaults(Optional.empty(), Optional.empty()));
  }

  /** The files are packed, so that they are small. */
  private static String path(String file) {
    File plain = new File(DIRECTORY + file);
    return plain.exists() ? plain.getPath() : plain.getPath() + ".gz";
  }
}
