package dev.runvar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.telemetry.Column.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of docs that lists the columns is made of the columns. */
class SchemaPageTest {

  private static final Path PAGE = Path.of("docs", "telemetry.md");

  /** Set, the test writes the page in place of comparing it. */
  private static final String WRITE = "runvar.write-docs";

  private static final String BEGIN =
      """
      # Telemetry, schema 1

      One row a cycle, in Parquet; `run_id` (text) is the first column. **Null means that it could not be measured**, never that it was nothing: 0 is a measured zero.
      `./runvar probes` says what a host can measure.

      | column | type | unit | from | what it is | null when |
      |---|---|---|---|---|---|
      """;

  private static final String END =
      """
      | `phases` | map of text to long | ns | contract | wall time of each timed phase; begin and end of neighbours are one reading of the clock | never; empty without phases |
      | `gauges` | map of text to double | as given | contract | every gauge that has no column of its own; `cgroup_throttled_nanos` is the instrument's: how long the container was kept off its cores | never; empty without gauges |

      From where:

      - *contract*: a field of its own in a telemetry line.
      - *gauge*: a gauge of the same name in a telemetry line. Gauges without a column of their own, in `gauges`, are covariates of H2 to H5: any of them may be the cause ([verdicts](verdicts.md)). One whose name begins with
        `patterns_` or `database_bytes_` is a part of that and no covariate.
      - *probe*: the instrument, on a thread of its own beside the run, every 100 ms; a gauge of the same name goes before it. A cycle has the newest reading that is not younger than its end; `probe_age_nanos` says
        how old that is, and cycles with the same `probe_number` share it. Counters go on from cycle to cycle: take differences between readings.
      - *derived*: computed when the row is recorded.

      `process_cpu_percent` and `rss_bytes` take the run's own load out of the host's, so that a run which waits for its own workers is not taken for one that others slow down. Where the cores are known, the first is subtracted from `host_cpu_percent`;
      where it or `rss_bytes` moves along with the reading of the host, it is a covariate.

      What a process starts is found within a second. Of threads that end between two readings, the switches since the last one are lost; so is what a child did that nobody waited for.
      """;

  @Test
  void the_page_says_what_the_columns_say() throws IOException {
    String page = page();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page,
        Files.readString(PAGE),
        "to write it: mvn test -Dtest=SchemaPageTest -D" + WRITE + "=true");
  }

  private static String page() {
    return BEGIN
        + Arrays.stream(Column.values()).map(SchemaPageTest::row).collect(Collectors.joining())
        + END;
  }

  private static String row(Column column) {
    return "| `%s` | %s | %s | %s | %s | %s |%n"
        .formatted(
            column.columnName(),
            column.type().name().toLowerCase(Locale.ROOT),
            column.unit().symbol(),
            name(column.source()),
            column.meaning(),
            column.absence());
  }

  private static String name(Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
