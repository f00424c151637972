package dev.runvar.nrm.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Opens a connection and commits for every row: the persistence under study. */
public final class ReconnectingAuditStore implements AuditStore {

  private final AuditTable table;

  public ReconnectingAuditStore(Path file) {
    table = new AuditTable(file);
  }

  @Override
  public void write(AuditRow row) {
    try (Connection connection = table.connect();
        PreparedStatement insert = table.prepareInsert(connection)) {
      AuditTable.insert(insert, row);
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
    // Every row was committed and its connection closed when it was written.
  }
}
