package dev.runvar.nrm.audit;

import java.sql.SQLException;

/** The audit store cannot be written. */
public final class AuditException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AuditException(AuditTable table, SQLException cause) {
    super("Cannot write the audit store: " + table.file() + ": " + cause.getMessage(), cause);
  }
}
