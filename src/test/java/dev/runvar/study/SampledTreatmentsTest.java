package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledTreatmentsTest {

  private static final String RANGES = "ranges: {frequency: [1.0, 2.0], founders: [1, 20]}";

  @TempDir private Path directory;

  @Test
  void each_part_of_every_range_has_one_point_of_a_latin_hypercube() throws IOException {
    List<Map<String, String>> points = levels("sampler: latin-hypercube, points: 20, " + RANGES);
    assertEquals(
        IntStream.rangeClosed(1, 20).boxed().toList(),
        points.stream().map(p -> Integer.valueOf(p.get("founders"))).sorted().toList());
    assertEquals(
        IntStream.range(0, 20).boxed().toList(),
        points.stream()
            .map(p -> (int) Math.floor(20 * (Double.parseDouble(p.get("frequency")) - 1)))
            .sorted()
            .toList());
  }

  /** SciPy: qmc.Sobol(d=2, scramble=False).random(8) without its first point. */
  @Test
  void a_sobol_design_is_the_sequence_without_its_corner() throws IOException {
    double[] first = {0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125};
    double[] second = {0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625};
    List<Map<String, String>> points =
        levels(
            "sampler: sobol, points: 7, ranges: {frequency: [1.0, 2.0], burst_threshold: [0.0, 1.0]}");
    for (int i = 0; i < 7; i++) {
      assertEquals(1 + first[i], Double.parseDouble(points.get(i).get("frequency")));
      assertEquals(second[i], Double.parseDouble(points.get(i).get("burst_threshold")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sampler: sobol, points: 10|sampler: sobol, points: 15",
        "sampler: latin-hypercube, points: 10|sampler: latin-hypercube, points: [10, 5]"
      })
  void a_larger_design_begins_with_the_smaller_one(String small, String large) throws IOException {
    List<Map<String, String>> more = levels(large + ", " + RANGES);
    assertEquals(15, more.size());
    assertEquals(levels(small + ", " + RANGES), more.subList(0, 10));
  }

  @Test
  void another_seed_is_another_hypercube() throws IOException {
    String design = "sampler: latin-hypercube, points: 10, " + RANGES;
    assertEquals(levels(design), levels(design + ", seed: 1"));
    assertTrue(!levels(design).equals(levels(design + ", seed: 2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "sampler: sobol, points: 5|treatments: ranges is missing; give sampler, points and ranges",
        "sampler: grid, points: 5, ranges: {founders: [1, 5]}|sampler: \"grid\" is not allowed; allowed: latin-hypercube, sobol",
        "sampler: sobol, points: 0, ranges: {founders: [1, 5]}|points: \"0\" is not allowed; allowed: a whole number from 1 to 100000",
        "sampler: sobol, points: [], ranges: {founders: [1, 5]}|points: is empty; give a number of points, or a list of them",
        "sampler: sobol, points: 5, ranges: {}|ranges: has 0 parameters; allowed: 1 to 1000",
        "sampler: sobol, points: 5, ranges: {founders: [5, 1]}|founders: needs two numbers, the smaller first, as in [0.05, 0.2]",
        "sampler: sobol, points: 5, ranges: {founders: [1]}|founders: needs two numbers, the smaller first, as in [0.05, 0.2]",
        "sampler: sobol, points: 5, ranges: {founders: [low, high]}|founders: \"low\" is not allowed; allowed: a number, as in 3 or 0.05",
        "sampler: sobol, points: 5, ranges: {founders: [0.5, 5]}|founders: \"2.75\" is not allowed; allowed: low, high or a whole number from 1 to 100000",
        "sampler: sobol, points: 9, ranges: {founders: [1, 5]}|after: treatment {founders=2} is there twice; give different treatments"
      })
  void a_mistake_says_what_is_allowed(String design, String message) {
    StudyException e = assertThrows(StudyException.class, () -> levels(design));
    assertEquals(directory.resolve("study.yaml") + ":11: " + message, e.getMessage());
  }

  private List<Map<String, String>> levels(String design) throws IOException {
    String study = StudyFiles.SMALL.replace("factors: {pooling: [off, on]}", "treatments: {%s}");
    return StudyFiles.read(directory, study.formatted(design))
        .experiments()
        .get(1)
        .treatments()
        .stream()
        .map(treatment -> Map.copyOf(treatment.levels()))
        .toList();
  }
}
