package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The series behind the figures, of telemetry whose figures are known: a cycle takes 1,000 ns, 100
 * ns for each pattern, 50 ns for a composition, 500 ns for a burst, and 10 ns in runs at level b.
 */
class SeriesQueriesIT {

  private static final int SEEDS = 5;
  private static final int CYCLES = 40;

  @TempDir private static Path directory;
  private static JsonNode series;

  @BeforeAll
  static void analyse() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "seed,param.level,cycle,wall_nanos,patterns,clusters,bursts,patterns_composition\n");
    for (int seed = 0; seed < SEEDS; seed++) {
      for (String level : new String[] {"a", "b"}) {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
          int clusters = cycle % 2;
          int bursts = cycle % 4 == 3 ? 1 : 0;
          int patterns = cycle / 10;
          int wall =
              1_000
                  + 100 * patterns
                  + (bursts > 0 ? 500 : 50 * clusters)
                  + (level.equals("b") ? 10 : 0);
          table.append(
              "%d,%s,%d,%d,%d,%d,%d,%d\n"
                  .formatted(seed, level, cycle, wall, patterns, clusters, bursts, 2 * patterns));
        }
      }
    }
    Path file = Files.writeString(directory.resolve("cycles.csv"), table);
    runvar("import", "--no-analysis", file.toString(), "--study", "known");
    runvar("analyze", "known");
    series = new ObjectMapper().readTree(directory.resolve("known/analysis/series.json").toFile());
  }

  private static void runvar(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--workspace";
    all[arguments.length + 1] = directory.toString();
    assertEquals(0, Main.run(out, out, all), text.toString());
  }

  @Test
  void each_treatment_has_its_runtime_over_the_run() {
    assertEquals(2, series.at("/treatments").size());
    for (int treatment = 0; treatment < 2; treatment++) {
      JsonNode own = series.at("/treatments/" + treatment);
      assertEquals(treatment == 0 ? "a" : "b", own.at("/levels/level").asText());
      assertEquals(CYCLES, own.at("/bins").size());
      JsonNode last = own.at("/bins/" + (CYCLES - 1));
      assertEquals(CYCLES - 1, last.at("/firstCycle").asInt());
      assertEquals(1_000 + 300 + 500 + 10 * treatment, last.at("/meanNanos").asDouble(), 1e-9);
      assertEquals(last.at("/meanNanos").asDouble(), last.at("/lowNanos").asDouble(), 1e-9);
      assertEquals(SEEDS, last.at("/seeds").asInt());
    }
  }

  @Test
  void the_runtime_by_an_exposure_is_the_mean_of_the_cycles_that_have_it() {
    assertEquals(1, series.at("/exposures").size());
    JsonNode patterns = series.at("/exposures/0");
    assertEquals("patterns", patterns.at("/column").asText());
    assertEquals(4, patterns.at("/bins").size());
    for (int value = 0; value < 4; value++) {
      JsonNode bin = patterns.at("/bins/" + value);
      assertEquals(value, bin.at("/exposure").asDouble(), 1e-12);
      assertEquals(2 * SEEDS * 10, bin.at("/cycles").asInt());
      assertEquals(
          eventsOf(value) / 10.0 + 1_005 + 100 * value, bin.at("/meanNanos").asDouble(), 1e-9);
    }
  }

  /** What compositions and bursts take of the ten cycles from {@code 10 · value} on. */
  private static int eventsOf(int value) {
    int nanos = 0;
    for (int cycle = 10 * value; cycle < 10 * value + 10; cycle++) {
      nanos += cycle % 4 == 3 ? 500 : 50 * (cycle % 2);
    }
    return nanos;
  }

  /** Cycles with a burst, with a composition alone, and without: a quarter, a quarter, a half. */
  @Test
  void cycles_are_told_apart_by_what_happened_in_them() {
    assertEquals("burst", series.at("/events/0/event").asText());
    assertEquals("composition", series.at("/events/1/event").asText());
    assertEquals("no composition", series.at("/events/2/event").asText());
    assertEquals(0.25, series.at("/events/0/share").asDouble());
    assertEquals(0.5, series.at("/events/2/share").asDouble());
    for (int event = 0; event < 3; event++) {
      double nanos = 0;
      int cycles = 0;
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        if (event == (cycle % 4 == 3 ? 0 : cycle % 2 == 1 ? 1 : 2)) {
          nanos += 1_005 + 100 * (cycle / 10) + new int[] {500, 50, 0}[event];
          cycles++;
        }
      }
      double mean = series.at("/events/" + event + "/nanos/value").asDouble();
      assertEquals(nanos / cycles, mean, 1e-9);
    }
  }

  @Test
  void patterns_by_kind_are_there_as_far_as_the_workload_tells_them() {
    assertEquals(1, series.at("/patterns").size());
    assertEquals("patterns_composition", series.at("/patterns/0/gauge").asText());
    assertEquals(6, series.at("/patterns/0/bins/39/mean").asDouble());
  }

  @Test
  void series_of_another_version_are_the_users_to_make_again() throws IOException {
    Path file = directory.resolve("known/analysis/series.json");
    String current = Files.readString(file);
    Files.writeString(file, "{\"schema\": 1, \"experiments\": []}");
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    try {
      assertEquals(2, Main.run(out, out, "report", "known", "--workspace", directory.toString()));
    } finally {
      Files.writeString(file, current);
    }
    assertTrue(
        text.toString()
            .endsWith(
                "known: the analysis was changed after it was written, or an older version of runvar wrote it; run `runvar analyze` again\n"),
        text.toString());
  }

  @Test
  void every_run_has_a_course() {
    assertEquals(2 * SEEDS, series.at("/courses").size());
    assertEquals("slowdown", series.at("/courses/0/kind").asText());
    assertEquals(CYCLES, series.at("/courses/0/cycles").asInt());
  }
}
