package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that nobody has described, from the command line to the function that is named. */
class DiagnoseIT {

  private static final String PROGRAMS = "src/test/python/diagnose/";

  @TempDir private Path directory;

  private CommandRun diagnose(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("diagnose", "--workspace", workspace(), "--master", "local[2]"));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private String workspace() {
    return directory.resolve("workspace").toString();
  }

  private StudyStore store(String name) {
    return Workspace.open(workspace()).study(name);
  }

  private JsonNode analysis(String name) throws IOException {
    return new ObjectMapper()
        .readTree(store(name).readText("analysis/analysis.json").orElseThrow());
  }

  @Test
  void the_function_that_slows_a_program_down_is_named() throws IOException {
    Path saved = directory.resolve("study.yaml");
    CommandRun run =
        diagnose(
            "--runs",
            "5",
            "--step",
            "full_ward:Ward.step",
            "--save",
            saved.toString(),
            "--",
            "python3",
            PROGRAMS + "full_ward.py");
    assertEquals(0, run.exitCode(), run.text());
    assertTrue(run.out().contains("`Ward.next_patient` (" + PROGRAMS + "full_ward.py:"), run.out());

    JsonNode analysis = analysis("diagnose-full_ward");
    JsonNode function = analysis.at("/headline/function");
    assertEquals("Ward.next_patient", function.at("/name").asText());
    // On a busy host the share can lack an interval; which function it is stays known.
    assertTrue(function.at("/share").asDouble() > 0.5, function.toString());
    assertTrue(analysis.at("/experiments/0/functions").size() >= 3);
    assertEquals(
        "Ward.waiting", analysis.at("/experiments/0/profile/accumulating/0/name").asText());
    assertEquals(4, analysis.at("/experiments/0/profile/accumulating/0/perCycle").asDouble(), 0.2);

    StudyStore store = store("diagnose-full_ward");
    for (RunRecord record : store.records()) {
      assertEquals(2500, record.cycles());
      assertFalse(record.cutShort());
      Path file =
          Path.of(workspace(), "diagnose-full_ward", "profiles", "experiment=program")
              .resolve(record.profile().file().file());
      assertEquals(record.profile().file().bytes(), Files.size(file));
    }
    Path report = Path.of(workspace(), "diagnose-full_ward", "report");
    assertTrue(Files.readString(report.resolve("index.html")).contains("growth-flame-graph"));
    assertTrue(Files.size(report.resolve("growth.speedscope.json")) > 100);
    assertEquals(
        0,
        CommandRun.of("verify", "diagnose-full_ward", "--workspace", workspace(), "--sample", "0")
            .exitCode());

    assertEquals(store.manifest().orElseThrow().study(), StudyReader.read(saved));
  }

  @Test
  void a_program_without_cycles_has_time_windows() throws IOException {
    CommandRun run = diagnose("--runs", "3", "--", "python3", PROGRAMS + "no_cycles.py");
    assertEquals(0, run.exitCode(), run.text());
    assertTrue(run.out().contains("marks no cycles"), run.out());
    assertTrue(run.out().contains("seem to differ by the machine only"), run.out());
    assertTrue(run.out().contains("`growing` (" + PROGRAMS + "no_cycles.py:"), run.out());
    assertTrue(analysis("diagnose-no_cycles").at("/experiments/0/profile/byTime").asBoolean());
  }

  private Path market() throws IOException {
    return Files.writeString(
        directory.resolve("market.py"),
        """
        import logging
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
        def match(orders):
            return sum(price * price for price in orders)
        def trade(day):
            orders.extend(range(100))
            match(orders)
            logging.info("day %d orders %d", day, len(orders))
        orders = []
        for day in range(800):
            trade(day)
        """);
  }

  @Test
  void the_cycles_of_a_program_that_counts_in_its_log_are_found() throws IOException {
    CommandRun run = diagnose("--runs", "4", "--", "python3", market().toString());
    assertEquals(0, run.exitCode(), run.text());
    assertTrue(run.out().contains(" day 0 orders 100\" ends a cycle; --progress"), run.out());
    JsonNode headline = analysis("diagnose-market").at("/headline");
    assertEquals("yes", headline.at("/grows").asText(), run.out());
    assertEquals("match", headline.at("/function/name").asText(), run.out());
    for (RunRecord record : store("diagnose-market").records()) {
      assertEquals(Instrumentation.PROGRESS, record.instrumentation());
      // Lines that come together at the start have no time.
      assertTrue(record.cycles() > 600, "cycles: " + record.cycles());
    }
  }

  @Test
  void an_expression_that_matches_no_line_is_not_tried_in_all_runs() throws IOException {
    CommandRun run =
        diagnose("--runs", "5", "--progress", "^hour", "--", "python3", market().toString());
    assertEquals(1, run.exitCode(), run.text());
    assertTrue(
        run.err()
            .contains(
                "runvar: the first 2 runs failed: no line of its output matches progress \"^hour\"; the last line is: "),
        run.err());
    assertTrue(run.err().contains("no run has worked; 3 runs are left"), run.err());
    CommandRun next = diagnose("--runs", "5", "--", "sh", "-c", "exit 3");
    assertTrue(next.err().contains("the first 2 runs failed: the program ended"), next.err());
  }

  @Test
  void a_program_that_a_profiler_does_not_suit_is_diagnosed_without_one() throws IOException {
    Path program =
        Files.writeString(
            directory.resolve("alone.py"),
            """
            import os, sys, time
            if "PYTHONPATH" in os.environ:
                sys.exit("no other module may be loaded")
            for step in range(60):
                time.sleep(0.002 + 0.0001 * step)
                print("step", step, flush=True)
            """);
    CommandRun run =
        diagnose("--runs", "2", "--progress", "^step", "--", "python3", program.toString());
    assertEquals(0, run.exitCode(), run.text());
    assertTrue(
        run.err()
            .contains(
                "runvar: with a profiler all 2 runs failed: the program ended with exit code 1: no other module may be loaded; without one the program runs"),
        run.err());
    assertTrue(run.out().contains("2 of 2 runs are OK"), run.out());
    assertEquals(60, store("diagnose-alone-2").records().get(0).cycles());
  }

  @Test
  void a_program_that_fails_in_every_run_is_one_line() {
    CommandRun run =
        diagnose("--runs", "2", "--progress", "^step", "python3", PROGRAMS + "dies.py");
    assertEquals(1, run.exitCode(), run.text());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .contains(
                "runvar: all 2 runs failed: the program ended with exit code 7: no more beds"),
        run.err());
    assertEquals(7, store("diagnose-dies").records().get(0).failure().exitCode().intValue());
  }

  @Test
  void a_program_that_fails_late_in_every_run_is_diagnosed_until_then() {
    CommandRun run = diagnose("--step", "fails_late:step", "python3", PROGRAMS + "fails_late.py");
    assertEquals(1, run.exitCode(), run.text());
    assertTrue(
        run.out()
            .startsWith(
                "No run is OK, so this is what they did until they failed or reached a limit."),
        run.out());
    assertTrue(run.out().contains("fails_late.py:9) holds"), run.out());
    assertTrue(run.out().contains("0 of 5 runs are OK, 5 failed"), run.out());
    assertTrue(run.err().contains("ended with exit code 1: no convergence"), run.err());
  }
}
