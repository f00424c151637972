package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OwnWorkloadTest {

  private static Study study(String workload, String... experiments) {
    return StudyReader.parse(
        "test",
        "study: two\nreplications: 2\nseed: 1\n%sexperiments:\n%s"
            .formatted(
                workload,
                List.of(experiments).stream()
                    .map(text -> "  " + text + "\n")
                    .collect(Collectors.joining())));
  }

  private static String refusal(String workload, String... experiments) {
    return assertThrows(StudyException.class, () -> study(workload, experiments)).getMessage();
  }

  @Test
  void an_experiment_has_a_command_of_its_own() {
    Study study =
        study(
            "workload: {command: [python3, model.py], progress: '^step'}\n",
            "slow: {}",
            "fast: {workload: {command: [./model]}}");
    assertEquals(List.of("python3", "model.py"), study.workloads().of("slow").command());
    assertEquals(List.of("./model"), study.workloads().of("fast").command());
    assertEquals("^step", study.workloads().of("fast").progress());
    assertEquals(2, study.workloads().programs().size());
  }

  @Test
  void runs_of_two_programs_match_by_parameters_and_seed() {
    Map<String, List<RunSpec>> runs =
        Plan.of(
                study(
                    "",
                    "slow: {workload: {command: [python3, model.py]}}",
                    "fast: {workload: {command: [./model]}}"))
            .stream()
            .collect(Collectors.groupingBy(RunSpec::matchId));
    assertEquals(2, runs.size());
    runs.values().forEach(pair -> assertNotEquals(pair.get(0).runId(), pair.get(1).runId()));
  }

  @Test
  void an_interpreter_and_variables_take_the_place_of_the_common_ones() {
    Study study =
        study(
            "workload: {command: [python3, model.py]}\n",
            "old: {workload: {python: /venv/old/bin/python}}",
            "new: {workload: {env: {OMP_NUM_THREADS: 1}}}");
    assertEquals(
        List.of("/venv/old/bin/python", "model.py"), study.workloads().of("old").command());
    assertEquals(
        List.of("env", "OMP_NUM_THREADS=1", "python3", "model.py"),
        study.workloads().of("new").command());
  }

  @Test
  void a_study_without_a_workload_needs_one_in_each_experiment() {
    assertTrue(
        refusal("", "a: {workload: {command: [./a]}}", "b: {}")
            .contains("b: has no workload, but another experiment has"));
  }

  @Test
  void an_interpreter_is_for_python_alone() {
    assertTrue(
        refusal("workload: {command: [./model], python: /x/python}\n", "a: {}")
            .contains("the command starts ./model, not python3"));
  }

  @Test
  void a_changed_program_of_one_experiment_is_another_study() {
    Study before =
        study("workload: {command: [./a]}\n", "x: {}", "y: {workload: {command: [./b]}}");
    Study after = study("workload: {command: [./a]}\n", "x: {}", "y: {workload: {command: [./c]}}");
    assertEquals(List.of("workload: ./b → ./c"), StudyChange.differences(before, after));
  }
}
