package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreatmentTableTest {

  @TempDir private Path directory;

  @Test
  void listed_treatments_are_the_only_ones_and_make_the_factors() throws IOException {
    Experiment after =
        read("""
                treatments:
                      - {founders: 3, frequency: low}
                      - {frequency: high, founders: 2}
                      - {frequency: low, founders: 1}
                """)
            .experiments()
            .get(1);
    assertEquals(
        List.of(
            Map.of("founders", "3", "frequency", "low"),
            Map.of("founders", "2", "frequency", "high"),
            Map.of("founders", "1", "frequency", "low")),
        after.treatments().stream().map(Treatment::levels).toList());
    assertEquals("0.2", after.treatments().get(1).parameters().get("frequency"));
    assertEquals("cached", after.treatments().get(1).parameters().get("sampling"));
    assertEquals(
        List.of(
            new Factor("founders", List.of("3", "2", "1")),
            new Factor("frequency", List.of("low", "high"))),
        after.factors());
  }

  @Test
  void all_combinations_listed_are_the_same_study_as_the_factors() throws IOException {
    assertEquals(
        StudyFiles.read(directory, StudyFiles.SMALL),
        read("treatments: [{pooling: off}, {pooling: on}]"));
  }

  /** What the second experiment of the small study has, and the message that follows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "treatments: [{pooling: on}]\\n    factors: {pooling: [on]}|11: after: has both factors and treatments; give one of the two",
        "treatments:|11: treatments: nothing is not allowed; allowed: a list of treatments, a sampler, or the name of a CSV file",
        "treatments: {pooling: on}|11: unknown key \"pooling\" in treatments; allowed: points, ranges, sampler, seed",
        "treatments: []|11: treatments: an empty list is not allowed; allowed: at least one treatment",
        "treatments: [on, off]|11: treatments: \"on\" is not allowed; allowed: a mapping, lines of key: value",
        "treatments:\\n    - {pooling: on}\\n    - {pooling: [on]}|13: pooling: a list is not allowed; allowed: one value",
        "treatments:\\n    - {pooling: on}\\n    - {pooling: }|13: pooling: nothing is not allowed; allowed: one value",
        "treatments:\\n    - {pooling: on}\\n    - {pooling: maybe}|13: pooling: \"maybe\" is not allowed; allowed: off, on",
        "treatments:\\n    - {pooling: on, pooling: off}|12: duplicate key \"pooling\" in treatments; give each key once",
        "treatments:\\n    - {pooling: on, founders: 2}\\n    - {pooling: on}|13: treatment {pooling=on}: missing [founders], too much []; give the parameters of the first treatment, [pooling, founders]",
        "treatments:\\n    - {pooling: on}\\n    - {poling: on, frequency: low}|13: treatment {frequency=low, poling=on}: missing [pooling], too much [frequency, poling]; give the parameters of the first treatment, [pooling]",
        "treatments:\\n    - {pooling: on}\\n    - {pooling: off}\\n    - {pooling: on}|14: after: treatment {pooling=on} is there twice; give different treatments",
        "treatments:\\n    - {frequency: low}\\n    - {frequency: 0.05}|13: after: treatment {frequency=0.05} is there twice; give different treatments",
        "treatments:\\n    - {max_agents: 5, founders: 5}\\n    - {max_agents: 5, founders: 6}|13: founders: \"6\" is not allowed; allowed: at most max_agents, 5",
        "treatments:\\n    - {variant: optimized}|12: \"variant\" is both fixed and varied; choose one of the two",
        "treatments:\\n    - {cycles: 5}|12: parameter: \"cycles\" is not allowed; allowed: other names, the study itself has cycles",
        "treatments:\\n    - {Pooling: on}|12: parameter: \"Pooling\" is not allowed; allowed: small letters, digits and _"
      })
  void a_mistake_is_shown_at_its_treatment(String treatments, String message) {
    StudyException e =
        assertThrows(StudyException.class, () -> read(treatments.replace("\\n", "\n")));
    assertEquals(directory.resolve("study.yaml") + ":" + message, e.getMessage());
  }

  @Test
  void listed_treatments_have_the_limit_of_runs_as_well() {
    StudyException e =
        assertThrows(
            StudyException.class,
            () ->
                StudyFiles.read(
                    directory,
                    StudyFiles.SMALL
                        .replace("replications: 2", "replications: 250001")
                        .replace(
                            "factors: {pooling: [off, on]}",
                            "treatments: [{founders: 1}, {founders: 2}, {founders: 3}, {founders: 4}, {founders: 5}]")
                        .replace("founders: [low, 3]", "founders: [low]")));
    assertEquals(
        directory.resolve("study.yaml")
            + ":9: after: 1750007 runs are not allowed; allowed: at most 1000000 in a study",
        e.getMessage());
  }

  private Study read(String treatments) throws IOException {
    return StudyFiles.read(
        directory, StudyFiles.SMALL.replace("factors: {pooling: [off, on]}", treatments));
  }
}
