package dev.runvar.nrm.audit;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.sqlite.SQLiteDataSource;

/** The one table of an audit store, and the file that it is in. */
final class AuditTable {

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS reading (
        cycle INTEGER NOT NULL, agent INTEGER, cpu_percent REAL, memory_percent REAL NOT NULL,
        process_count INTEGER NOT NULL, free_bytes INTEGER NOT NULL, network_bytes INTEGER)
      """;
  private static final String INSERT = "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final File file;
  private final SQLiteDataSource source = new SQLiteDataSource();

  AuditTable(Path path) {
    file = path.toFile();
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    } catch (SQLException e) {
      throw new AuditException(this, e);
    }
  }

  File file() {
    return file;
  }

  long sizeBytes() {
    return file.length();
  }

  Connection connect() throws SQLException {
    return source.getConnection();
  }

  PreparedStatement prepareInsert(Connection connection) throws SQLException {
    return connection.prepareStatement(INSERT);
  }

  static void insert(PreparedStatement statement, AuditRow row) throws SQLException {
    statement.setLong(1, row.cycle());
    statement.setObject(2, row.agent(), Types.INTEGER);
    statement.setObject(3, row.cpuPercent(), Types.REAL);
    statement.setDouble(4, row.memoryPercent());
    statement.setInt(5, row.processCount());
    statement.setLong(6, row.freeBytes());
    statement.setObject(7, row.networkBytes(), Types.INTEGER);
    statement.executeUpdate();
  }
}
