package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileKeysTest {

  private static Study read(String top, String workload) {
    return StudyReader.parse(
        "test",
        """
        study: profiled
        replications: 2
        seed: 1
        %s
        workload: {command: [python3, none.py]%s}
        experiments: {one: {}}
        """
            .formatted(top, workload));
  }

  @Test
  void without_a_key_no_profiler_looks_into_runs() {
    assertNull(read("profiler: off", "").workload().profile());
    assertNull(read("cycles: 3", "").workload().profile());
  }

  @Test
  void a_profiler_samples_and_a_step_alone_does_not() {
    assertEquals(
        new ProfileSettings(true, null, null), read("profiler: auto", "").workload().profile());
    ProfileSettings marked =
        read("", ", step: 'm:M.step', phases: {find: 'm:M.find'}").workload().profile();
    assertFalse(marked.samples());
    assertEquals("m:M.step", marked.step());
    assertEquals(Map.of("find", "m:M.find"), marked.phases());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "profiler: perf;'';profiler",
        "'';', step: m.step';step",
        "'';', step: auto, progress: x';one of the two",
        "'';', phases: {a: m:f}';phases",
        "'';', step: auto, phases: {a: f}';module:function"
      })
  void what_cannot_be_is_refused_at_its_line(String top, String workload, String said) {
    StudyException refused = assertThrows(StudyException.class, () -> read(top, workload));
    assertTrue(refused.getMessage().contains(said), refused.getMessage());
  }

  @Test
  void the_built_in_model_needs_its_cycles_and_no_profiler() {
    String text = "study: a\nreplications: 1\nseed: 1\n%s\nexperiments: {one: {}}\n";
    assertThrows(StudyException.class, () -> StudyReader.parse("test", text.formatted("")));
    assertThrows(
        StudyException.class,
        () -> StudyReader.parse("test", text.formatted("cycles: 3\nprofiler: auto")));
  }

  /** Manifests of versions before profilers have no such field. */
  @Test
  void a_workload_without_the_field_has_no_profile() throws IOException {
    WorkloadSpec workload =
        new ObjectMapper()
            .readValue("{\"program\":null,\"fingerprint\":\"x\"}", WorkloadSpec.class);
    assertNull(workload.profile());
    ProfileSettings settings = new ProfileSettings(true, "auto", null);
    WorkloadSpec profiled = new WorkloadSpec(null, "x", settings, null);
    ObjectMapper json = new ObjectMapper();
    assertEquals(profiled, json.readValue(json.writeValueAsString(profiled), WorkloadSpec.class));
  }

  @Test
  void another_step_is_another_study() {
    assertEquals(
        1, StudyChange.differences(read("", ", step: 'm:f'"), read("", ", step: 'm:g'")).size());
  }
}
