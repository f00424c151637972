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
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study whose causes are known, imported and analysed as a user does: it was run with memory
 * fragmented beforehand and without, which doubles the runtime and makes it grow more.
 */
class CausesIT {

  private static final int SEEDS = 5;
  private static final int CYCLES = 100;
  private static final int FIFTH = CYCLES / 5;
  private static final StringWriter OUT = new StringWriter();

  @TempDir private static Path directory;
  private static JsonNode analysis;

  @BeforeAll
  static void analyse() throws IOException {
    StringBuilder table =
        new StringBuilder("seed,param.prefragment,cycle,wall_nanos,cpu_nanos,gc_nanos,patterns\n");
    for (int seed = 0; seed < SEEDS; seed++) {
      for (String prefragment : List.of("off", "on")) {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
          long wall = wallNanos(seed, prefragment, cycle);
          table.append(
              "%d,%s,%d,%d,%d,%d,%d\n"
                  .formatted(
                      seed,
                      prefragment,
                      cycle,
                      wall,
                      wall - 100,
                      cycle < CYCLES / 2 ? 10 : 50,
                      patterns(cycle)));
        }
      }
    }
    Path file = Files.writeString(directory.resolve("cycles.csv"), table);
    assertEquals(
        0, runvar("import", "--no-analysis", file.toString(), "--study", "known"), OUT.toString());
    assertEquals(0, runvar("analyze", "known", "--details"), OUT.toString());
    Path json = directory.resolve("known/analysis/analysis.json");
    analysis = new ObjectMapper().readTree(json.toFile());
  }

  private static long patterns(int cycle) {
    return cycle * 7L % 11;
  }

  private static long wallNanos(int seed, String prefragment, int cycle) {
    boolean on = prefragment.equals("on");
    double growth = on ? 0.10 + 0.001 * seed : 0.02;
    double base = on ? 2_000_000 : 1_000_000;
    double late = cycle < CYCLES / 2 ? 0 : growth * base;
    return Math.round(base + late) + 1_000 * patterns(cycle);
  }

  @Test
  void fragmentation_is_decided_by_intervention() {
    JsonNode fragmentation = analysis.at("/causes/causes/1");
    assertEquals("supported", fragmentation.at("/verdict/decision").asText());
    assertEquals("intervention", fragmentation.at("/verdict/route").asText());
    double[] differences = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      differences[seed] = growth(seed, "on") - growth(seed, "off");
    }
    assertEquals(
        StatUtils.mean(differences), fragmentation.at("/verdict/estimate").asDouble(), 1e-12);
    assertEquals(
        analysis.at("/growthEffects/0/difference/value").asDouble(),
        fragmentation.at("/verdict/estimate").asDouble(),
        1e-12);
    assertEquals(SEEDS, fragmentation.at("/verdict/replicates").asInt());
    assertEquals("not-measurable", fragmentation.at("/regression/decision").asText());
    assertTrue(
        OUT.toString()
            .contains("memory fragmentation by regression, which the intervention outranks"));
  }

  private static double growth(int seed, String prefragment) {
    double early = 0;
    double late = 0;
    for (int cycle = 0; cycle < FIFTH; cycle++) {
      early += wallNanos(seed, prefragment, cycle);
      late += wallNanos(seed, prefragment, CYCLES - 1 - cycle);
    }
    return late / early - 1;
  }

  @Test
  void collections_and_time_off_the_core_are_overlays_of_the_growth() {
    JsonNode overlays = analysis.at("/experiments/0/growth/overlays");
    assertEquals("GC", overlays.at("/0/name").asText());
    assertEquals(40, overlays.at("/0/nanos").asDouble(), 1e-9);
    assertEquals("off-CPU", overlays.at("/1/name").asText());
    assertEquals(0, overlays.at("/1/nanos").asDouble(), 1e-9);
    assertTrue(OUT.toString().contains("across the parts: GC          +40 ns  +40 ns to +40 ns"));
  }

  /** Time off the core is constant here, and there are no other exposures. */
  @Test
  void what_the_runtime_owes_to_patterns_is_attributed_to_them() {
    JsonNode attribution = analysis.at("/causes/attribution");
    assertEquals(1, attribution.at("/shares").size());
    JsonNode share = attribution.at("/shares/0");
    assertEquals("patterns", share.at("/name").asText());
    assertEquals(SEEDS, share.at("/share/seeds").asInt());
    assertEquals(1, share.at("/varianceInflation").asDouble());
    double explained = share.at("/share/value").asDouble();
    assertTrue(explained > 0.01 && explained < 0.99, share.toString());
    assertEquals(attribution.at("/rSquared"), share.at("/share"));
    assertTrue(OUT.toString().contains("This is a description, not a verdict"), OUT.toString());
  }

  private static int runvar(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--workspace", directory.toString()));
    PrintWriter out = new PrintWriter(OUT, true);
    return Main.run(out, out, all.toArray(String[]::new));
  }
}
