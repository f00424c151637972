package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telemetry with missing times, runs of unequal length, and values whose powers overflow. */
class UnevenTelemetryIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static JsonNode analysis;
  private static JsonNode series;
  private static String text;

  @BeforeAll
  static void analyse() throws IOException {
    List<String> files = new ArrayList<>();
    files.add(write("gaps.csv", gaps()));
    files.add(write("uneven.csv", uneven()));
    files.add(write("sampled.csv", sampled()));
    for (int seed = 1; seed <= 5; seed++) {
      files.add(write("huge%d.jsonl".formatted(seed), huge(seed)));
    }
    List<String> command = new ArrayList<>(List.of("import", "--no-analysis"));
    command.addAll(files);
    command.addAll(List.of("--study", "odd"));
    runvar(command.toArray(String[]::new));
    text = runvar("analyze", "odd", "--details");
    runvar("report", "odd");
    analysis = read("analysis.json");
    series = read("series.json");
  }

  private static JsonNode read(String name) throws IOException {
    return JSON.readTree(directory.resolve("odd/analysis/" + name).toFile());
  }

  /** A phase is half of every cycle; the first 30 of 100 cycles have no wall time. */
  private static String gaps() {
    StringBuilder table = new StringBuilder("experiment,seed,wall_nanos,phase.half\n");
    for (int cycle = 0; cycle < 100; cycle++) {
      int nanos = 1_000 + 10 * cycle + 20 * (cycle % 2);
      String wall = cycle < 30 ? "" : String.valueOf(2 * nanos);
      table.append("gaps,1,%s,%d\n".formatted(wall, nanos));
    }
    return table.toString();
  }

  /** Runs of 40 and 60 cycles get slower by 1,000 ns in their middle. */
  private static String uneven() {
    StringBuilder table = new StringBuilder("experiment,seed,wall_nanos\n");
    for (int seed = 1; seed <= 2; seed++) {
      int cycles = 20 + 20 * seed;
      for (int cycle = 0; cycle < cycles; cycle++) {
        int nanos = (2 * cycle < cycles ? 1_000 : 2_000) + cycle % 2;
        table.append("uneven,%d,%d\n".formatted(seed, nanos));
      }
    }
    return table.toString();
  }

  /** Every second cycle times its phase; the others are slower by 500 ns at the end. */
  private static String sampled() {
    StringBuilder table = new StringBuilder("experiment,seed,wall_nanos,phase.part\n");
    for (int cycle = 0; cycle < 100; cycle++) {
      boolean timed = cycle % 2 == 0;
      int nanos = 1_000 + (cycle < 50 ? 0 : 200) + (timed || cycle < 50 ? 0 : 500) + cycle % 3;
      table.append("sampled,1,%d,%s\n".formatted(nanos, timed ? String.valueOf(nanos / 2) : ""));
    }
    return table.toString();
  }

  private static String huge(int seed) {
    StringBuilder lines =
        new StringBuilder("{\"runvar\":1,\"experiment\":\"huge\",\"seed\":%d}\n".formatted(seed));
    for (int cycle = 0; cycle < 120; cycle++) {
      lines.append(
          "{\"cycle\":%d,\"wall_ns\":%d,\"gauges\":{\"host_cpu_percent\":%s,\"host_memory_percent\":-1e308,\"patterns\":1e308,\"database_bytes\":%d,\"patterns_composition\":1.7e308,\"population\":%de300}}\n"
              .formatted(
                  cycle,
                  1_000 + (cycle * 37 + seed) % 50,
                  cycle % 2 == 0 ? "1e308" : String.valueOf(cycle % 13),
                  9_000_000_000_000_000_000L - cycle,
                  cycle % 7));
    }
    return lines.toString();
  }

  @Test
  void early_and_late_are_fifths_of_the_timed_cycles() {
    // Cycles 30 … 43 and 86 … 99: 2 · (1,000 + 10 · 36.5 + 10) and 2 · (1,000 + 10 · 92.5 + 10).
    JsonNode growth = experiment("gaps").get("growth");
    assertEquals(1_120, growth.get("totalNanos").asDouble(), 1e-9);
    assertEquals(560, part(growth, "half"), 1e-9);
    assertEquals(560, part(growth, "outside the phases"), 1e-9);
    assertEquals(1_120 / 2_750.0, experiment("gaps").get("acceleration").asDouble(), 1e-12);
    assertEquals(70, experiment("gaps").get("cycles").asInt());
  }

  @Test
  void parts_are_of_the_cycles_that_time_their_phases_and_add_up() {
    JsonNode growth = experiment("sampled").get("growth");
    double sum = 0;
    for (JsonNode part : growth.get("parts")) {
      sum += part.get("nanos").asDouble();
    }
    assertEquals(growth.get("totalNanos").asDouble(), sum, 1e-9);
    // The timed cycles grow by 200 ns and their phase by half of that, up to the third digit.
    assertEquals(100, part(growth, "part"), 1);
    assertEquals(250, part(growth, "not known: cycles without phases"), 1);
  }

  @Test
  void bins_are_the_same_share_of_runs_of_every_length() {
    JsonNode uneven = byName(series.get("experiments"), "experiment", "uneven");
    assertEquals(40, uneven.at("/lengths/shortest").asInt());
    assertEquals(60, uneven.at("/lengths/longest").asInt());
    assertEquals(40, uneven.get("bins").size());
    for (int bin = 0; bin < 40; bin++) {
      JsonNode each = uneven.at("/bins/" + bin);
      assertEquals(2, each.get("seeds").asInt());
      assertEquals(bin < 20 ? 1_000 : 2_000, each.get("meanNanos").asDouble(), 1);
    }
    assertEquals(59, uneven.at("/bins/39/lastCycle").asInt());
    assertFalse(byName(series.get("experiments"), "experiment", "gaps").has("lengths"));
  }

  @Test
  void the_page_says_that_lengths_differ() throws IOException {
    String page = Files.readString(directory.resolve("odd/report/index.html"));
    assertTrue(page.contains("by share of the run: runs have 40 to 60 cycles"));
  }

  @Test
  void values_whose_powers_overflow_are_left_out_with_a_note() throws IOException {
    String raw = Files.readString(directory.resolve("odd/analysis/analysis.json"));
    assertFalse(raw.contains("NaN") || raw.contains("Infinity"), raw);
    String note = " values beyond ±1e60 are left out of the analysis.";
    assertTrue(text.contains(note), text);
    assertTrue(analysis.at("/notes/0").asText().endsWith(note), raw);
    assertEquals(0, series.at("/patterns").size());
  }

  private static JsonNode experiment(String id) {
    return byName(analysis.get("experiments"), "id", id);
  }

  private static double part(JsonNode growth, String name) {
    return byName(growth.get("parts"), "name", name).get("nanos").asDouble();
  }

  private static JsonNode byName(JsonNode list, String field, String name) {
    for (JsonNode each : list) {
      if (each.get(field).asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name + " is not in " + list);
  }

  private static String write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private static String runvar(String... arguments) {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written, true);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--workspace", directory.toString()));
    assertEquals(0, Main.run(out, out, all.toArray(String[]::new)), written.toString());
    return written.toString();
  }
}
