package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Designs, files and texts that are too large are refused in one line before they are there. */
class LargeStudyTest {

  private static final String STUDY =
      """
      study: large
      cycles: 10
      replications: %d
      seed: 7
      workload: {command: [program]}
      experiments:
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "100,1,4,100000000", // 10^8
    "1000,1,6,more than 10^15", // 10^18
    "1000,1000000,7,more than 10^15", // more than a long holds
    "1000,2,2,2000000"
  })
  void crossed_factors_are_counted_before_they_are_crossed(
      int levels, int replications, int factors, String runs) {
    String design =
        "  e: {factors: {%s}}\n"
            .formatted(list(factors, f -> "f%d: [%s]".formatted(f, numbers(levels))));
    assertEquals(
        ":7: e: %s runs are not allowed; allowed: at most 1000000 in a study".formatted(runs),
        refusal(replications, design));
  }

  @Test
  void a_factor_without_levels_does_not_hide_the_others() {
    String design =
        "  e: {factors: {%s, z: []}}\n"
            .formatted(list(6, f -> "f%d: [%s]".formatted(f, numbers(100))));
    assertEquals(
        ":7: z: [] is not allowed; allowed: a list of different levels", refusal(1, design));
  }

  @Test
  void the_runs_of_all_experiments_are_added_up() {
    String design =
        IntStream.range(0, 11)
            .mapToObj("  e%d: {fixed: {a: 1}}\n"::formatted)
            .collect(Collectors.joining());
    assertEquals(
        ":17: e10: 1100000 runs are not allowed; allowed: at most 1000000 in a study",
        refusal(100_000, design));
  }

  @Test
  void many_parameters_count_as_many_treatments_do() {
    String design = "  e: {fixed: {%s}, factors: {x: [%s], y: [%s]}}\n";
    String fixed = list(99, f -> "f%d: 1".formatted(f));
    assertEquals(
        ":7: e: 20200000 values of parameters in all treatments and runs are not allowed; allowed: at most 20000000 in a study",
        refusal(1, design.formatted(fixed, numbers(1000), numbers(100))));
    assertTrue(
        refusal(10, design.formatted(fixed, numbers(1000), numbers(50)))
            .startsWith(":7: e: 55550000 values of parameters"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sobol", "latin-hypercube"})
  void sampled_points_are_counted_before_they_are_drawn(String sampler) {
    String design =
        "  e: {treatments: {sampler: %s, points: [%s], ranges: {%s}}}\n"
            .formatted(
                sampler,
                list(30_000, i -> "100000"),
                list(1000, i -> "p%d: [0.1, 0.9]".formatted(i)));
    assertEquals(
        ":7: e: 3000000000 runs are not allowed; allowed: at most 1000000 in a study",
        refusal(1, design));
  }

  @Test
  void what_is_no_file_is_no_study() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    for (Path path : List.of(pipe, directory, Path.of("/dev/zero"))) {
      assertEquals(
          path + ": a directory, pipe or device; give a file of at most 16 MB", refusal(path));
      assertTrue(
          refusal(1, "  e: {treatments: \"%s\"}\n".formatted(path))
              .endsWith(
                  "allowed: a CSV file of at most 16 MB that can be read, by its path from the directory of this file"));
    }
  }

  @Test
  void files_above_the_limit_are_refused() throws IOException {
    byte[] blob = new byte[StudyInput.MOST_BYTES + 1];
    Path file = Files.write(directory.resolve("blob.yaml"), blob);
    assertEquals(file + ": more than 16 MB; give a file of at most 16 MB", refusal(file));
    assertTrue(
        refusal(1, "  e: {treatments: blob.yaml}\n").contains("a CSV file of at most 16 MB"));
  }

  @Test
  void deep_and_multiplied_texts_are_one_line() throws IOException {
    String aliases =
        IntStream.rangeClosed('b', 'k')
            .mapToObj(c -> "%c: &%c [%s]\n".formatted(c, c, list(9, i -> "*%c".formatted(c - 1))))
            .collect(Collectors.joining());
    for (String text :
        List.of(
            "study: " + "[".repeat(100_000),
            "study: " + "{a: ".repeat(100_000),
            "- ".repeat(100_000),
            "a: &a [x]\n" + aliases,
            "study: &a [*a]")) {
      String message = refusal(Files.writeString(directory.resolve("s.yaml"), text));
      assertEquals(1, message.lines().count(), message);
      assertTrue(message.length() < 500, message);
    }
  }

  private static String numbers(int many) {
    return list(many, String::valueOf);
  }

  private static String list(int many, IntFunction<String> item) {
    return IntStream.range(0, many).mapToObj(item).collect(Collectors.joining(", "));
  }

  private String refusal(int replications, String experiments) {
    Path file = directory.resolve("study.yaml");
    try {
      Files.writeString(file, STUDY.formatted(replications) + experiments);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return refusal(file).substring(file.toString().length());
  }

  private static String refusal(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThrows(StudyException.class, () -> StudyReader.read(file)).getMessage());
  }
}
