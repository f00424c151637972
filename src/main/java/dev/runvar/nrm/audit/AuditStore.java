package dev.runvar.nrm.audit;

/** Where a run records its host readings. */
public interface AuditStore extends AutoCloseable {

  /** Stores one row; {@link AuditException} when the store cannot be written. */
  void write(AuditRow row);

  /** Returns the size of the store's file as it is now. */
  long sizeBytes();

  /** Makes every row durable and releases the file. */
  @Override
  void close();
}
