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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study written in the paper's form, and read back. */
class PaperExportIT {

  private static final String STUDY =
      """
      study: there
      criteria: paper8
      cycles: 30
      replications: 2
      seed: 3
      isolation: thread
      fixed: {max_agents: 5, warmup: 0s}
      experiments:
        c256:
          fixed: {variant: unoptimized, pooling: off}
          factors: {frequency: [low, high]}
        c257:
          fixed: {variant: optimized}
          factors: {frequency: [low, high], pooling: [off, on]}
      """;

  @TempDir private static Path directory;
  private static JsonNode there;
  private static JsonNode back;

  @BeforeAll
  static void writeAndReadBack() throws IOException {
    Path study = Files.writeString(directory.resolve("study.yaml"), STUDY);
    Path results = directory.resolve("results");
    runvar(0, "run", study.toString());
    runvar(0, "export", "there", "--format", "paper8", "--to", results.toString());
    List<String> arguments =
        new ArrayList<>(
            List.of("import", "--no-analysis", "--study", "back", "--criteria", "paper8"));
    arguments.add(results.resolve("cycle256_h1h4_mechanism_validation.json").toString());
    arguments.add(results.resolve("cycle257_h1h4_optimized.json").toString());
    runvar(0, arguments.toArray(String[]::new));
    runvar(0, "analyze", "back");
    there = analysis("there");
    back = analysis("back");
  }

  private static String runvar(int code, String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--workspace", directory.toString()))
            .toArray(String[]::new);
    assertEquals(code, Main.run(out, out, all), text.toString());
    return text.toString();
  }

  private static JsonNode analysis(String study) throws IOException {
    Path file = directory.resolve(study).resolve("analysis/analysis.json");
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void files_have_the_names_of_the_published_study() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("results"))) {
      assertEquals(
          new TreeSet<>(
              List.of(
                  "cycle256_h1h4_mechanism_validation.json",
                  "cycle256_phase1a_analysis.json",
                  "cycle256_phase1b_analysis.json",
                  "cycle257_h1h4_optimized.json")),
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void a_cycle_has_what_the_published_results_have() throws IOException {
    Path file = directory.resolve("results/cycle257_h1h4_optimized.json");
    JsonNode results = new ObjectMapper().readTree(file.toFile());
    assertEquals("c257", results.at("/metadata/experiment").asText());
    assertEquals(8, results.at("/conditions").size());
    JsonNode last = results.at("/conditions/7/cycles/29");
    assertEquals(29, last.at("/cumulative_cycles").asInt());
    for (String field : List.of("runtime", "pattern_count", "db_size_mb", "memory_percent")) {
      assertTrue(last.at("/" + field).isNumber(), field);
    }
    assertTrue(last.at("/runtime").asDouble() < 1, "seconds");
  }

  @Test
  void the_figures_of_experiments_and_the_papers_criteria_are_the_same() {
    for (int experiment = 0; experiment < 2; experiment++) {
      for (String figure : List.of("meanNanos", "cv", "acceleration", "patternsAtEnd")) {
        same("/experiments/%d/%s".formatted(experiment, figure));
      }
    }
    for (int hypothesis = 0; hypothesis < 5; hypothesis++) {
      String pointer = "/phase1a/hypotheses/%d/paper/statistics".formatted(hypothesis);
      assertTrue(there.at(pointer).size() > 0);
      there.at(pointer).fieldNames().forEachRemaining(name -> same(pointer + "/" + name));
    }
  }

  @Test
  void matched_runs_are_matched_again() {
    assertTrue(there.at("/phase1b/verdict/speedup/ratio/value").isNumber());
    same("/phase1b/verdict/speedup/ratio/value");
    same("/phase1b/speedup/ratio");
  }

  private static void same(String pointer) {
    JsonNode expected = there.at(pointer);
    JsonNode actual = back.at(pointer);
    if (expected.isNumber()) {
      double value = expected.asDouble();
      assertEquals(value, actual.asDouble(), 1e-9 * Math.abs(value), pointer);
    } else {
      assertEquals(expected, actual, pointer);
    }
  }
}
