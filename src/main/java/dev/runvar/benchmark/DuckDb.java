package dev.runvar.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** DuckDB as Python has it, on as many cores and in as much memory as this JVM. */
public final class DuckDb {

  private DuckDb() {}

  /**
   * Returns the seconds that one of the shipped queries takes; absent without python3 and duckdb.
   *
   * @param study directory of a study in a workspace
   * @param query name of the query, without {@code .sql}
   */
  public static OptionalDouble seconds(Path study, String query)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("runvar-duckdb-", ".py");
    try {
      Files.writeString(script, resource("/benchmark/duckdb_query.py"));
      String seconds =
          Peers.output(
              List.of(
                  "python3",
                  script.toString(),
                  study.toString(),
                  resource("/sql/" + query + ".sql"),
                  String.valueOf(Runtime.getRuntime().availableProcessors()),
                  String.valueOf(Runtime.getRuntime().maxMemory())));
      return seconds.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(seconds));
    } finally {
      Files.delete(script);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DuckDb.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
