package dev.runvar.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bench that compares with DuckDB, on few rows: what it times are the same tables. */
class AnalysisBenchIT {

  private static final Pattern ANALYSIS_JOBS = Pattern.compile("Spark jobs of an analysis +(\\d+)");

  @Test
  @Tag("long")
  void both_sides_compute_the_same_table_of_runs() throws IOException {
    AnalysisBench.Result result =
        new AnalysisBench(
                new PrintWriter(Writer.nullWriter()),
                new Provenance("v", null, null, "java", "spark", "os", "cpu", 2, 1, 0),
                1_000)
            .run(5_000);
    TableDifference difference = result.difference().orElseThrow();
    assertTrue(difference.relative() <= 1e-9, difference.toString());
    String table = result.table().toString();
    assertEquals(11, table.lines().filter(line -> !line.isBlank()).count(), table);
    Matcher jobs = ANALYSIS_JOBS.matcher(table);
    assertTrue(jobs.find() && Integer.parseInt(jobs.group(1)) > 0, table);
  }
}
