package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.RunRecord;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study declares for its analysis, as a user changes it while the study goes on. */
class StudyDeclarationsIT {

  private static final String STUDY =
      """
      study: declared
      cycles: 40
      replications: 2
      seed: 3
      isolation: thread
      fixed: {max_agents: 6, warmup: 0s}
      experiments:
        only: {fixed: {variant: unoptimized, pooling: off}}
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void other_declarations_are_analysed_anew_and_no_run_is_executed_again() throws IOException {
    assertEquals(0, run(STUDY));
    assertEquals(0.01, analysis().at("/rules/delta").asDouble());
    List<RunRecord> records = records();

    assertEquals(0, run(STUDY + "work: [bursts, tickets]\ndelta: 0.02\n"));
    assertTrue(err.toString().contains("nothing to compute"), err.toString());
    assertEquals(records, records());
    assertEquals(0.02, analysis().at("/rules/delta").asDouble());
    assertEquals("[\"bursts\",\"tickets\"]", analysis().at("/rules/work").toString());
    // Bursts have a column of their own; they are reported all the same.
    String note = "work: no run reports the gauge tickets";
    assertEquals("[\"" + note + "\"]", analysis().at("/causes/notes").toString());
    assertTrue(out.toString().contains("\n  " + note + "\n"), out.toString());

    assertEquals(0, run(STUDY));
    assertEquals(0.01, analysis().at("/rules/delta").asDouble());
    assertEquals(records, records());
  }

  private int run(String text) throws IOException {
    Path study = Files.writeString(directory.resolve("study.yaml"), text);
    return Main.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "run",
        "--details",
        study.toString(),
        "--workspace",
        directory.toString());
  }

  private JsonNode analysis() throws IOException {
    return new ObjectMapper()
        .readTree(directory.resolve("declared/analysis/analysis.json").toFile());
  }

  private List<RunRecord> records() {
    return Workspace.open(directory.toString()).study("declared").records();
  }
}
