package dev.runvar.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * DuckDB in this process, on as many cores and in as much memory as the heap of this JVM.
 *
 * <p>The driver is not part of the program: it is on the class path of {@code bench} and of tests.
 */
public final class DuckDb implements AutoCloseable {

  private static final String ADDRESS = "jdbc:duckdb:";

  private final Connection database;

  private DuckDb(Connection database) {
    this.database = database;
  }

  /** Starts a database in memory; nothing without a driver. */
  public static Optional<DuckDb> start() throws IOException {
    if (DriverManager.drivers().noneMatch(DuckDb::isItsDriver)) {
      return Optional.empty();
    }
    Properties settings = new Properties();
    settings.setProperty("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
    settings.setProperty("memory_limit", (Runtime.getRuntime().maxMemory() >> 20) + "MiB");
    try {
      return Optional.of(new DuckDb(DriverManager.getConnection(ADDRESS, settings)));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static boolean isItsDriver(java.sql.Driver driver) {
    try {
      return driver.acceptsURL(ADDRESS);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Computes the table of runs from the files of a study.
   *
   * @param study directory of the study in a workspace
   * @return the values of each row by their columns
   */
  public List<Map<String, Object>> summarizeRuns(Path study) throws IOException {
    String query = resource("/benchmark/run_summary.sql");
    try (Statement statement = database.createStatement()) {
      statement.execute("SET VARIABLE study = '%s'".formatted(study.toString().replace("'", "''")));
      try (ResultSet result = statement.executeQuery(query)) {
        return rows(result);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<Map<String, Object>> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        row.put(columns.getColumnName(i), result.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DuckDb.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static IOException failed(SQLException e) {
    return new IOException("DuckDB: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      database.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
