package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.program.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged input of every kind ends well, or in one line and exit code 2; then nothing was written
 * that is not whole, and nothing else was changed. The number of a mutation is its seed.
 */
class MutationsIT {

  private static final int IN_EVERY_BUILD = 100;
  private static final int IN_LONG_BUILDS = 1_000;

  /** An analysis takes seconds: one mutation in so many is analysed too. */
  private static final int ANALYSED = 20;

  /** A report draws figures, which takes a second. */
  private static final int REPORTED = 7;

  private static final String STUDY =
      """
      study: small
      cycles: 12
      replications: 2
      seed: 3
      isolation: thread
      timeout: 1m
      slots: 2
      fixed: {max_agents: 5, warmup: 0s}
      experiments:
        a:
          label: "A, first"
          fixed: {variant: unoptimized}
          factors: {frequency: [low, 0.1], founders: [1, 2]}
        b:
          fixed: {variant: optimized}
          treatments: {sampler: latin-hypercube, points: 4, ranges: {frequency: [0.05, 0.2]}}
      compare: {unoptimized: [a], optimized: [b]}
      work: [tickets]
      delta: 0.02
      criteria: paper8
      """;

  @TempDir private static Path directory;

  /** A study of four runs, analysed, and an import of two. */
  private static Path whole;

  private final List<String> analysed = new ArrayList<>();

  @BeforeAll
  static void makeWhole() throws IOException {
    whole = directory.resolve("whole");
    Path study = Files.writeString(directory.resolve("small.yaml"), STUDY);
    CommandRun run = CommandRun.of("run", study.toString(), "--workspace", whole.toString());
    assertEquals(0, run.exitCode(), run.text());
  }

  @Test
  void a_hundred_mutations() throws IOException {
    mutate(0, IN_EVERY_BUILD);
  }

  @Test
  @Tag("long")
  void a_thousand_mutations() throws IOException {
    mutate(IN_EVERY_BUILD, IN_EVERY_BUILD + IN_LONG_BUILDS);
  }

  private void mutate(int from, int to) throws IOException {
    for (int seed = from; seed < to; seed++) {
      switch (seed % 6) {
        case 0 -> studyFile(seed);
        case 1 -> importFile(seed, "run.jsonl", lines());
        case 2 -> importFile(seed, "table.csv", table());
        case 3 -> importFile(seed, "c256.json", PAPER);
        case 4 -> workspaceFile(seed, ".json");
        default -> workspaceFile(seed, "");
      }
    }
    assertFalse(analysed.isEmpty());
  }

  private void studyFile(int seed) throws IOException {
    Path workspace = directory.resolve("w" + seed);
    Path file = directory.resolve("study%d.yaml".formatted(seed));
    Files.write(file, new Mutation(seed).of(STUDY.getBytes(StandardCharsets.UTF_8)));
    check(seed, workspace, "plan", file.toString(), "--pilot", "0s");
    assertFalse(Files.exists(workspace), "plan wrote in mutation " + seed);
  }

  private void importFile(int seed, String name, String content) throws IOException {
    Path workspace = directory.resolve("w" + seed);
    Path file = Files.createDirectories(directory.resolve("f" + seed)).resolve(name);
    Files.write(file, new Mutation(seed).of(content.getBytes(StandardCharsets.UTF_8)));
    CommandRun run =
        check(seed, workspace, "import", "--no-analysis", file.toString(), "--study", "m");
    if (run.exitCode() == 2) {
      assertFalse(
          Files.exists(workspace), "import wrote in mutation %d: %s".formatted(seed, run.text()));
      return;
    }
    assertEquals(0, check(seed, workspace, "verify", "m", "--sample", "0").exitCode());
    analyse(seed, workspace, "m");
  }

  private void workspaceFile(int seed, String end) throws IOException {
    Path workspace = directory.resolve("w" + seed);
    copy(whole, workspace);
    List<Path> files =
        files(workspace).keySet().stream()
            .filter(file -> file.toString().endsWith(end))
            .filter(file -> !file.toString().contains("/report/"))
            .toList();
    Path target = files.get(new SplittableRandom(seed).nextInt(files.size()));
    byte[] before = Files.readAllBytes(target);
    byte[] after = new Mutation(seed).of(before);
    Files.write(target, after);
    Map<Path, String> all = files(workspace);
    String what = "mutation %d of %s: ".formatted(seed, target);
    CommandRun status = check(seed, workspace, "status", "small");
    CommandRun verify = check(seed, workspace, "verify", "small", "--sample", "0");
    check(seed, workspace, "gc", "small", "--dry-run");
    assertEquals(all, files(workspace), what + "a command that reads has written");
    boolean isCommitted =
        target.toString().matches(".*/(telemetry|runs)/.*(parquet|json)|.*manifest.json");
    if (isCommitted && !Arrays.equals(before, after)) {
      assertTrue(
          verify.exitCode() != 0,
          what + "verify did not find it: " + verify.text() + status.text());
    }
    if (seed % REPORTED == 0) {
      CommandRun report = check(seed, workspace, "report", "small");
      if (report.exitCode() == 2) {
        assertEquals(all, files(workspace), what + "a report that was refused has written");
      }
    }
    analyse(seed, workspace, "small");
  }

  private void analyse(int seed, Path workspace, String study) throws IOException {
    if (seed / 6 % ANALYSED == 0) {
      Map<Path, String> before = files(workspace);
      CommandRun run = check(seed, workspace, "analyze", study);
      analysed.add(study);
      if (run.exitCode() == 2) {
        assertEquals(before, files(workspace), "mutation " + seed);
      }
    }
  }

  private static CommandRun check(int seed, Path workspace, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--workspace", workspace.toString()));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    String what = "mutation %d, %s: %s".formatted(seed, all, run.text());
    assertTrue(run.exitCode() >= 0 && run.exitCode() <= 2, what);
    assertFalse(run.err().contains("\tat "), what);
    if (run.exitCode() == 2) {
      List<String> lines = run.err().lines().toList();
      assertTrue(lines.get(lines.size() - 1).startsWith("runvar: "), what);
      assertEquals(1, lines.stream().filter(line -> line.startsWith("runvar: ")).count(), what);
    }
    return run;
  }

  private static String lines() {
    StringBuilder text = new StringBuilder("{\"runvar\":1,\"experiment\":\"a\",\"seed\":7}\n");
    for (int cycle = 0; cycle < 25; cycle++) {
      text.append(
          "{\"cycle\":%d,\"wall_ns\":%d,\"cpu_ns\":900,\"t_ns\":%d,\"phases\":{\"sense\":%d},\"gauges\":{\"patterns\":%d}}\n"
              .formatted(
                  cycle, 1_000 + cycle * 37 % 11, 1_763_800_000_000_000_000L + cycle, 500, cycle));
    }
    return text + "{\"end\":true,\"trajectory\":\"9f\",\"outputs\":{\"mean\":1.5}}\n";
  }

  private static String table() {
    StringBuilder text = new StringBuilder("run,cycle,wall_nanos,phase.io,queue,param.size\n");
    for (int cycle = 0; cycle < 25; cycle++) {
      text.append(
          "\"r, 1\",%d,%d,%d,%.2f,3\n".formatted(cycle, 1_000 + cycle * 37 % 11, 400, cycle / 3.0));
    }
    return text.toString();
  }

  private static final String PAPER =
      """
      {"metadata": {"date": "2025", "variant": "unoptimized"}, "conditions": [
        {"name": "OFF-OFF", "cycles": [
          {"runtime": 0.5, "cpu_percent": 20.5, "memory_percent": NaN, "pattern_count": 3, "db_size_mb": 1},
          {"runtime": 0.4, "cpu_percent": 21.5, "memory_percent": NaN, "pattern_count": 4, "db_size_mb": 2}]}]}
      """;

  private static Map<Path, String> files(Path root) throws IOException {
    Map<Path, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(file, Program.sha256(file));
      }
    }
    return found;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
