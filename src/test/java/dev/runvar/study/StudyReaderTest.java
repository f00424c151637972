package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyReaderTest {

  @TempDir private Path directory;

  @Test
  void a_study_has_the_treatments_that_its_file_says() throws IOException {
    Study study = StudyFiles.read(directory, StudyFiles.SMALL);
    assertEquals(
        List.of("before", "after"), study.experiments().stream().map(Experiment::id).toList());
    assertEquals(4, study.experiments().get(0).treatments().size());
    assertEquals("unoptimized", study.experiments().get(0).variant());
    Treatment last = study.experiments().get(0).treatments().get(3);
    assertEquals("3", last.levels().get("founders"));
    assertEquals("0.2", last.parameters().get("frequency"));
    assertEquals("per-agent", last.parameters().get("sampling"));
    assertEquals(new Comparison(List.of("before"), List.of("after")), study.compare());
    assertEquals("before", study.observed().id());
  }

  @Test
  void limits_and_slots_are_those_of_the_file_or_the_defaults() throws IOException {
    Study without = StudyFiles.read(directory, StudyFiles.SMALL);
    assertEquals(new RunLimits(Duration.ofDays(2).toMillis(), null), without.limits());
    assertNull(without.slots());
    assertEquals(OnFailure.CONTINUE, without.onFailure());
    String keys = "timeout: 2m\nmemory: 1g\nslots: 3\non-failure: stop\n";
    Study with = StudyFiles.read(directory, StudyFiles.SMALL + keys);
    assertEquals(new RunLimits(120_000, 1L << 30), with.limits());
    assertEquals(3, with.slots());
    assertEquals(OnFailure.STOP, with.onFailure());
  }

  @Test
  void what_counts_in_the_analysis_is_that_of_the_file_or_the_default() throws IOException {
    assertEquals(AnalysisSettings.NONE, StudyFiles.read(directory, StudyFiles.SMALL).analysis());
    Study with =
        StudyFiles.read(
            directory, StudyFiles.SMALL + "work: [tickets, open orders]\ndelta: 2e-2\n");
    assertEquals(
        new AnalysisSettings(List.of("tickets", "open orders"), 0.02, null, List.of(), null),
        with.analysis());
    Study published = StudyFiles.read(directory, StudyFiles.SMALL + "criteria: paper8\n");
    assertEquals("paper8", published.analysis().criteria());
  }

  @Test
  void causes_that_a_study_names_have_a_size_and_perhaps_a_phase() throws IOException {
    Study study =
        StudyFiles.read(
            directory,
            StudyFiles.SMALL
                + "causes: [{name: event queue, size: queue_length, phase: dispatch}, {name: log, size: lines}]\n");
    assertEquals(
        List.of(
            new DeclaredCause("event queue", "queue_length", "dispatch"),
            new DeclaredCause("log", "lines", null)),
        study.analysis().causes());
  }

  @Test
  void what_a_line_of_progress_is_belongs_to_the_workload() throws IOException {
    String text = StudyFiles.SMALL.replace("seed: 7", "seed: 7\nworkload: {command: [run]%s}");
    Study without = StudyFiles.read(directory, text.formatted(""));
    Study with = StudyFiles.read(directory, text.formatted(", progress: '^step \\d+'"));
    assertNull(without.workload().progress());
    assertEquals("^step \\d+", with.workload().progress());
    assertNotEquals(without.workload().fingerprint(), with.workload().fingerprint());
  }

  @Test
  void a_commands_variant_is_what_it_was_told() throws IOException {
    String text = StudyFiles.SMALL.replace("seed: 7", "seed: 7\nworkload: {command: [run]}");
    Study told = StudyFiles.read(directory, text);
    assertEquals("unoptimized", told.experiments().get(0).variant());
    Study untold = StudyFiles.read(directory, text.replace("variant:", "speed:"));
    assertEquals("none", untold.experiments().get(0).variant());
  }

  @Test
  void words_that_yaml_takes_for_booleans_stay_words() throws IOException {
    Study study = StudyFiles.read(directory, StudyFiles.SMALL);
    assertEquals(List.of("off", "on"), study.experiments().get(1).factors().get(0).levels());
  }

  /** A line of the small study, what replaces it, and the message that follows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "cycles: 10|cylces: 10|2: unknown key \"cylces\" in the file; allowed: causes, compare, criteria, cycles, delta, experiments, fixed, isolation, memory, on-failure, output, profiler, replications, seed, slots, study, timeout, work, workload",
        "experiments:|experimets:|5: unknown key \"experimets\" in the file; allowed: causes, compare, criteria, cycles, delta, experiments, fixed, isolation, memory, on-failure, output, profiler, replications, seed, slots, study, timeout, work, workload",
        "cycles: 10|cycles: -5|2: cycles: \"-5\" is not allowed; allowed: a whole number from 1 to 1000000000",
        "cycles: 10|cycles: many|2: cycles: \"many\" is not allowed; allowed: a whole number from 1 to 1000000000",
        "cycles: 10|cycles: 99999999999999999999|2: cycles: \"99999999999999999999\" is not allowed; allowed: a whole number from 1 to 1000000000",
        "cycles: 10|cycles:|2: cycles: nothing is not allowed; allowed: one value",
        "cycles: 10|cycles: [10]|2: cycles: a list is not allowed; allowed: one value",
        "cycles: 10|study: again|2: duplicate key \"study\" in the file; give each key once",
        "seed: 7|isolation: process|1: the file has no key \"seed\"; add it",
        "study: small|study: ../up|1: study: \"../up\" is not allowed; allowed: up to 64 letters, digits, - and _",
        "seed: 7|seed: 7\\n timeout: 1s|5: not YAML: mapping values are not allowed here; give one YAML mapping",
        "seed: 7|seed: 7\\ntimeout: soon|5: timeout: \"soon\" is not allowed; allowed: 1ms or longer, a number and ms, s, m or h, as in 500ms, 0.3s or 2h",
        "seed: 7|seed: 7\\ntimeout: 3000000000h|5: timeout: \"3000000000h\" is not allowed; allowed: 1ms or longer, a number and ms, s, m or h, as in 500ms, 0.3s or 2h",
        "seed: 7|seed: 7\\nisolation: container|5: isolation: \"container\" is not allowed; allowed: process, thread",
        "seed: 7|seed: 7\\nmemory: 8m|5: memory: \"8m\" is not allowed; allowed: 16m or more, as in 512m or 2g",
        "seed: 7|seed: 7\\nmemory: lots|5: memory: \"lots\" is not allowed; allowed: 16m or more, as in 512m or 2g",
        "seed: 7|seed: 7\\nisolation: thread\\nmemory: 1g|6: memory: a thread has no limit of its own; give isolation: process",
        "seed: 7|seed: 7\\nslots: 0|5: slots: \"0\" is not allowed; allowed: a whole number from 1 to 10000",
        "seed: 7|seed: 7\\non-failure: retry|5: on-failure: \"retry\" is not allowed; allowed: continue, stop, stop-if-none-works",
        "seed: 7|seed: 7\\ncriteria: paper7|5: criteria: \"paper7\" is not allowed; allowed: paper8",
        "seed: 7|seed: 7\\ncauses: [{name: queue}]|5: causes: a cause has no size; write {name: event queue, size: queue_length, phase: dispatch}",
        "seed: 7|seed: 7\\ncauses: [{name: a, size: b}, {name: a, size: c}]|5: name: \"a\" is not allowed; allowed: a name that no other cause has",
        "seed: 7|seed: 7\\ndelta: 0|5: delta: \"0\" is not allowed; allowed: a number above 0 and below 1, as in 0.02",
        "seed: 7|seed: 7\\ndelta: 1|5: delta: \"1\" is not allowed; allowed: a number above 0 and below 1, as in 0.02",
        "seed: 7|seed: 7\\ndelta: 2 %|5: delta: \"2 %\" is not allowed; allowed: a number above 0 and below 1, as in 0.02",
        "seed: 7|seed: 7\\ndelta: 0x1p-3|5: delta: \"0x1p-3\" is not allowed; allowed: a number above 0 and below 1, as in 0.02",
        "seed: 7|seed: 7\\nwork: tickets|5: work: \"tickets\" is not allowed; allowed: a list, as in [a, b]",
        "seed: 7|seed: 7\\nwork: [tickets, tickets]|5: work: [tickets, tickets] is not allowed; allowed: a list of different gauges",
        "seed: 7|seed: 7\\nwork: [tickets, '']|5: work: nothing is not allowed; allowed: one value",
        "seed: 7|seed: 7\\nworkload: {command: [a], progress: '('}|5: progress: \"(\" is not allowed; allowed: a regular expression that can be matched in linear time (RE2: no back-references, no look-around)",
        "seed: 7|seed: 7\\nworkload: {model: nrm, progress: x}|5: workload: progress belongs to a command; give model alone",
        "seed: 7|seed: 7\\nworkload: {model: ising}|5: model: \"ising\" is not allowed; allowed: nrm",
        "seed: 7|seed: 7\\nworkload: {model: nrm, command: [a]}|5: workload: needs one of two keys, model or command",
        "seed: 7|seed: 7\\nfixed: {recal: linear}|5: \"recal\" is not a parameter; allowed: variant, max_agents, max_depth, resonance_threshold, burst_threshold, frequency, founders, pooling, throttling, recall, grounding, sampling, persistence, retention, blocking_ms, warmup",
        "fixed: {variant: optimized}|fixed: {variant: faster}|10: variant: \"faster\" is not allowed; allowed: optimized, unoptimized",
        "pooling: [off, on]|pooling: [off, maybe]|11: pooling: \"maybe\" is not allowed; allowed: off, on",
        "pooling: [off, on]|pooling: [off, off]|11: pooling: [off, off] is not allowed; allowed: a list of different levels",
        "pooling: [off, on]|frequency: [low, 0.05]|9: after: treatment {frequency=0.05} is there twice; give different treatments",
        "pooling: [off, on]|founders: [200]|9: founders: \"200\" is not allowed; allowed: at most max_agents, 100",
        "pooling: [off, on]|variant: [optimized]|11: \"variant\" is both fixed and varied; choose one of the two",
        "pooling: [off, on]|warmup: [-1s]|11: warmup: \"-1s\" is not allowed; allowed: 0s to 1h, written as 500ms, 0.3s or 2m",
        "pooling: [off, on]|seed: [1, 2]|11: parameter: \"seed\" is not allowed; allowed: other names, the study itself has seed",
        "replications: 2|replications: 600000|6: before: 2400000 runs are not allowed; allowed: at most 1000000 in a study",
        "study: small|study: \"a\\0b\"|1: study: a control character is not allowed; allowed: printable text",
      })
  void a_mistake_is_one_line_that_says_where_what_and_what_is_allowed(
      String line, String replacement, String message) throws IOException {
    String text = StudyFiles.SMALL.replace(line, replacement.replace("\\n", "\n"));
    assertFalse(text.equals(StudyFiles.SMALL));
    Path file = StudyFiles.write(directory, text);
    StudyException e = assertThrows(StudyException.class, () -> StudyReader.read(file));
    assertEquals(file + ":" + message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|1: the file is empty; give a study, starting with study: NAME",
        "'- a'|1: the file: a list is not allowed; allowed: a mapping, lines of key: value",
        "'just text'|1: the file: \"just text\" is not allowed; allowed: a mapping, lines of key: value"
      })
  void a_file_that_is_no_study_is_refused(String text, String message) throws IOException {
    Path file = StudyFiles.write(directory, text);
    StudyException e = assertThrows(StudyException.class, () -> StudyReader.read(file));
    assertEquals(file + ":" + message, e.getMessage());
  }

  @Test
  void binary_content_is_refused_at_its_line() throws IOException {
    Path file = directory.resolve("study.yaml");
    Files.write(file, new byte[] {'a', ':', '1', '\n', (byte) 0xff, 0, 3});
    StudyException e = assertThrows(StudyException.class, () -> StudyReader.read(file));
    assertEquals(file + ":2: not text: byte 0xff; allowed: YAML in UTF-8", e.getMessage());
  }

  @Test
  void control_characters_are_refused_on_one_line() throws IOException {
    Path file = StudyFiles.write(directory, "study: \u0000\u0001");
    StudyException e = assertThrows(StudyException.class, () -> StudyReader.read(file));
    assertTrue(e.getMessage().startsWith(file + ":1: not YAML: "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void a_missing_file_is_refused_by_name() {
    Path file = directory.resolve("none.yaml");
    StudyException e = assertThrows(StudyException.class, () -> StudyReader.read(file));
    assertEquals(
        file
            + ": there is no such file; give a study file, or the name of a study in the workspace",
        e.getMessage());
  }

  @Test
  void a_commands_fingerprint_changes_with_its_files() throws IOException {
    Path program = Files.writeString(directory.resolve("program.py"), "print(1)");
    String text =
        StudyFiles.SMALL.replace(
            "seed: 7",
            "seed: 7\nworkload: {command: [python3, program.py], files: [\"%s\"]}"
                .formatted(program));
    String before = StudyFiles.read(directory, text).workload().fingerprint();
    Files.writeString(program, "print(2)");
    assertFalse(before.equals(StudyFiles.read(directory, text).workload().fingerprint()));
  }

  @Test
  void the_shipped_studies_are_the_papers_design() {
    Study paper = StudyReader.read(Path.of("conf/paper8.yaml"));
    Study quick = StudyReader.read(Path.of("conf/quick.yaml"));
    assertEquals(40, Plan.of(paper).stream().filter(r -> r.experiment().equals("c256")).count());
    assertEquals(160, Plan.of(paper).stream().filter(r -> !r.experiment().equals("c256")).count());
    assertEquals(3000, paper.cycles());
    assertEquals(
        paper.experiments().stream().map(Experiment::factors).toList(),
        quick.experiments().stream().map(Experiment::factors).toList());
    // Fewer seeds than five allow no verdict.
    assertTrue(quick.replications() >= 5);
  }

  @Test
  void the_ablation_varies_switches_only_and_the_others_do_not() {
    Experiment ablation = StudyReader.read(Path.of("conf/ablation.yaml")).experiments().get(0);
    assertTrue(ablation.variesSwitchesOnly());
    assertEquals(8, ablation.treatments().size());
    StudyReader.read(Path.of("conf/quick.yaml"))
        .experiments()
        .forEach(experiment -> assertFalse(experiment.variesSwitchesOnly()));
  }
}
