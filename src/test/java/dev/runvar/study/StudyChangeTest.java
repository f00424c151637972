package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        "study: small|study: small\\ntimeout: 1m",
        "study: small|study: small\\nwork: [tickets]\\ndelta: 0.02\\ncriteria: paper8"
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

  @Test
  void a_changed_program_is_another_study() throws IOException {
    Path program = Files.writeString(directory.resolve("model.py"), "print('as it was')");
    String study =
        StudyFiles.SMALL
            .replace("variant: unoptimized", "")
            .replace("variant: optimized", "")
            .replace(
                "seed: 7", "seed: 7\nworkload: {command: [model], files: [%s]}".formatted(program));
    Study before = StudyFiles.read(directory, study);
    Files.writeString(program, "print('changed')");
    assertEquals(
        List.of("workload: model has changed (%s)".formatted(program)),
        StudyChange.differences(before, StudyFiles.read(directory, study)));
  }

  /** Treatments of an experiment that had two, {low, 1} and {high, 5}, and what that changes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "low,1 high,5 high,2|",
        "high,2 high,5 low,1|",
        "low,1|after: treatment {founders=5, frequency=high} is missing",
        "low,1 high,4|after: treatment {founders=5, frequency=high} is missing"
      })
  void treatments_may_be_added_and_none_left_out_or_changed(String treatments, String difference)
      throws IOException {
    String before = "low,1 high,5";
    List<String> expected = difference == null ? List.of() : List.of(difference);
    assertEquals(expected, StudyChange.differences(inList(before), inList(treatments)));
    assertEquals(expected, StudyChange.differences(inTable(before), inTable(treatments)));
  }

  private Study inList(String treatments) throws IOException {
    return withTreatments(
        Stream.of(treatments.split(" "))
            .map(t -> "{frequency: %s, founders: %s}".formatted((Object[]) t.split(",")))
            .toList()
            .toString());
  }

  private Study inTable(String treatments) throws IOException {
    Files.writeString(
        directory.resolve("design.csv"), "frequency,founders\n" + treatments.replace(' ', '\n'));
    return withTreatments("design.csv");
  }

  private Study withTreatments(String treatments) throws IOException {
    return StudyFiles.read(
        directory,
        StudyFiles.SMALL.replace("factors: {pooling: [off, on]}", "treatments: " + treatments));
  }

  private List<String> differences(String line, String replacement) throws IOException {
    Study before = StudyFiles.read(directory, StudyFiles.SMALL);
    Study after =
        StudyFiles.read(
            directory, StudyFiles.SMALL.replace(line, replacement.replace("\\n", "\n")));
    return StudyChange.differences(before, after);
  }
}
