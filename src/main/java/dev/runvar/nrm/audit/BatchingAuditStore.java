package dev.runvar.nrm.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Holds one connection and commits every 100 rows: the optimized persistence. */
public final class BatchingAuditStore implements AuditStore {

  private static final int ROWS_PER_COMMIT = 100;

  private final AuditTable table;
  private final Connection connection;
  private final PreparedStatement insert;
  private int uncommitted;

  public BatchingAuditStore(Path file) {
    table = new AuditTable(file);
    try {
      connection = table.connect();
      connection.setAutoCommit(false);
      insert = table.prepareInsert(connection);
    } catch (SQLException e) {
      throw new AuditException(table, e);
    }
  }

  @Override
  public void write(AuditRow row) {
    try {
      AuditTable.insert(insert, row);
      uncommitted++;
      if (uncommitted == ROWS_PER_COMMIT) {
        connection.commit();
        uncommitted = 0;
      }
    } catch (SQLException e) {
      throw new AuditException(table, e);
    }
  }

  @Override
  public long sizeBytes() {
    return table.sizeBytes();
  }

  @Override
  public void close() {
    try (connection;
        insert) {
      connection.commit();
    } catch (SQLException e) {
      throw new AuditException(table, e);
    }
  }
}
