package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imported runs of two variants, of which one was stopped early. A cycle gets longer over the run,
 * so that means over whole runs would compare short cycles with long ones.
 */
class UnequalRunsIT {

  private static final int SEEDS = 6;
  private static final int STOPPED = 40;
  private static final int WHOLE = 100;
  private static final double FASTER = 3;

  @TempDir private Path directory;

  @Test
  void a_run_that_was_stopped_early_is_compared_over_its_own_cycles() throws IOException {
    CommandRun imported = imported("mine");
    assertEquals(0, imported.exitCode(), imported.err());
    CommandRun analysed = runvar("analyze", "mine", "--details");
    assertEquals(0, analysed.exitCode(), analysed.err());
    JsonNode comparison = analysis("mine").at("/comparison");
    assertEquals(SEEDS, comparison.at("/pairs").asInt());
    JsonNode cycles = comparison.at("/cycles");
    assertEquals(SEEDS, cycles.at("/pairs").asInt());
    assertEquals(STOPPED, cycles.at("/fewest").asInt());
    assertEquals(WHOLE, cycles.at("/longest").asInt());

    SummaryStatistics logs = new SummaryStatistics();
    SummaryStatistics growth = new SummaryStatistics();
    for (int seed = 1; seed <= SEEDS; seed++) {
      double before = mean(seed, FASTER, 0, STOPPED);
      logs.addValue(Math.log(before / mean(seed, 1, 0, STOPPED)));
      growth.addValue(mean(seed, 1, 32, STOPPED) / mean(seed, 1, 0, 8) - 1);
    }
    JsonNode speedup = comparison.at("/speedup");
    assertEquals(Math.exp(logs.getMean()), speedup.at("/ratio/value").asDouble(), 1e-9);
    assertEquals(FASTER, speedup.at("/ratio/value").asDouble(), 0.15);
    assertEquals("faster", speedup.at("/comparison/change").asText());
    assertEquals(growth.getMean(), comparison.at("/growth/optimized/value").asDouble(), 1e-9);
    // A ratio of means over whole runs, is far off here.
    assertTrue(comparison.at("/means/ratio").asDouble() < 2.2, comparison.toString());
    assertFalse(analysis("mine").has("phase1b"));

    String text = analysed.out();
    assertTrue(text.contains("Only the first 40 cycles are compared"), text);
    assertFalse(text.contains("refuted") || text.contains("predicts"), text);
    assertEquals(0, runvar("report", "mine").exitCode());
    String page = Files.readString(directory.resolve("mine/report/index.html"));
    assertTrue(page.contains("Only the first 40 cycles are compared"));
    assertFalse(page.contains("160–190") || page.contains("paper predicts"), page);
  }

  @Test
  void the_published_criteria_decide_only_where_they_are_asked_for() throws IOException {
    assertEquals(0, imported("published", "--criteria", "paper8").exitCode());
    CommandRun analysed = runvar("analyze", "published", "--details");
    assertEquals(0, analysed.exitCode(), analysed.err());
    JsonNode analysis = analysis("published");
    assertEquals("paper8", analysis.at("/rules/criteria").asText());
    JsonNode speedup = analysis.at("/phase1b/verdict/speedup");
    assertEquals("refuted", speedup.at("/decision").asText());
    assertEquals("faster", speedup.at("/comparison/change").asText());
    assertEquals(160, analysis.at("/phase1b/speedup/low").asInt());
    assertTrue(
        analysed.out().contains("The paper's prediction over 6 pairs of matched runs"),
        analysed.out());
  }

  private CommandRun imported(String study, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("import", "--no-analysis"));
    for (int seed = 1; seed <= SEEDS; seed++) {
      command.add(file(study, seed, "unoptimized", FASTER, STOPPED));
      command.add(file(study, seed, "optimized", 1, WHOLE));
    }
    command.addAll(List.of("--study", study));
    command.addAll(List.of(options));
    return runvar(command.toArray(String[]::new));
  }

  private String file(String study, int seed, String variant, double factor, int cycles)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    lines.append(
        "{\"runvar\":1,\"variant\":\"%s\",\"seed\":%d,\"params\":{\"size\":64}}\n"
            .formatted(variant, seed));
    for (int cycle = 0; cycle < cycles; cycle++) {
      lines.append("{\"cycle\":%d,\"wall_ns\":%d}\n".formatted(cycle, nanos(seed, factor, cycle)));
    }
    return Files.writeString(
            directory.resolve("%s-%s%d.jsonl".formatted(study, variant, seed)), lines)
        .toString();
  }

  /** Twice as long after 50 cycles, with a ripple that differs between variants and seeds. */
  private static long nanos(int seed, double factor, int cycle) {
    double ripple = 1 + 0.2 * Math.sin(cycle * (1 + seed + factor));
    return Math.round(1e6 * factor * (1 + cycle / 50.0) * ripple);
  }

  private static double mean(int seed, double factor, int from, int to) {
    double sum = 0;
    for (int cycle = from; cycle < to; cycle++) {
      sum += nanos(seed, factor, cycle);
    }
    return sum / (to - from);
  }

  private CommandRun runvar(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--workspace", directory.toString()));
    return CommandRun.of(command.toArray(String[]::new));
  }

  private JsonNode analysis(String study) throws IOException {
    return new ObjectMapper()
        .readTree(directory.resolve(study).resolve("analysis/analysis.json").toFile());
  }
}
