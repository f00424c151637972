package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyChangeTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replications: 2|replications: 9",
        "[low, 3]|[low, 3, 4]",
        "study: small|study: small\\ntimeout: 1m"
      })
  void more_of_the_same_is_an_extension(String line, String replacement) throws IOException {
    assertEquals(List.of(), differences(line, replacement));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed: 7|seed: 8|seed: 7 → 8",
        "cycles: 10|cycles: 20|cycles: 10 → 20",
        "seed: 7|seed: 7\\nisolation: thread|isolation: PROCESS → THREAD",
        "{variant: unoptimized}|{variant: unoptimized, pooling: on}|before fixed: {variant=unoptimized} → {pooling=on, variant=unoptimized}",
        "replications: 2|replications: 1|replications: 2 → 1",
        "[low, 3]|[low]|before: treatment {founders=3, frequency=low} is missing; before: treatment {founders=3, frequency=high} is missing",
        "  after:|  later:|experiment after is missing",
        "{pooling: [off, on]}|{throttling: [off, on]}|after factors: [pooling] → [throttling]"
      })
  void another_design_is_another_study(String line, String replacement, String difference)
      throws IOException {
    assertEquals(difference, String.join("; ", differences(line, replacement)));
  }

  private List<String> differences(String line, String replacement) throws IOException {
    Study before = StudyFiles.read(directory, StudyFiles.SMALL);
    Study after =
        StudyFiles.read(
            directory, StudyFiles.SMALL.replace(line, replacement.replace("\\n", "\n")));
    return StudyChange.differences(before, after);
  }
}
