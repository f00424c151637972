package dev.runvar.store;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands a row to Parquet column by column, without an object for each value. */
final class CycleRowWriteSupport extends WriteSupport<CycleRow> {

  private static final Column[] COLUMNS = Column.values();
  private static final int FIRST_COLUMN = 1;
  private static final int PHASES_FIELD = FIRST_COLUMN + COLUMNS.length;
  private static final int GAUGES_FIELD = PHASES_FIELD + 1;

  private Binary runId;
  private final Map<String, Binary> names = new HashMap<>();
  private RecordConsumer consumer;

  CycleRowWriteSupport(String runId) {
    beginRun(runId);
  }

  /** Sets the run that the following rows belong to. */
  void beginRun(String ofRun) {
    runId = binary(ofRun);
  }

  /** Returns a text in the form in which Parquet finds equal texts fastest. */
  private static Binary binary(String text) {
    return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Parquet still requires this deprecated overload, but calls the other one. */
  @Override
  @SuppressWarnings("deprecation")
  public WriteContext init(org.apache.hadoop.conf.Configuration configuration) {
    return init((ParquetConfiguration) null);
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(TelemetrySchema.PARQUET, Map.of("runvar.telemetry.schema", "1"));
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(CycleRow row) {
    consumer.startMessage();
    consumer.startField(TelemetrySchema.RUN_ID, 0);
    consumer.addBinary(runId);
    consumer.endField(TelemetrySchema.RUN_ID, 0);
    for (Column column : COLUMNS) {
      if (row.has(column)) {
        scalar(row, column);
      }
    }
    phases(row);
    gauges(row);
    consumer.endMessage();
  }

  private void scalar(CycleRow row, Column column) {
    int field = FIRST_COLUMN + column.ordinal();
    consumer.startField(column.columnName(), field);
    if (column.type() == Column.Type.LONG) {
      consumer.addLong(row.longValue(column));
    } else {
      consumer.addDouble(row.doubleValue(column));
    }
    consumer.endField(column.columnName(), field);
  }

  private void phases(CycleRow row) {
    int size = row.phases().size();
    startMap(TelemetrySchema.PHASES, PHASES_FIELD, size);
    for (int i = 0; i < size; i++) {
      startEntry(row.phases().name(i));
      consumer.addLong(row.phases().value(i));
      endEntry();
    }
    endMap(TelemetrySchema.PHASES, PHASES_FIELD, size);
  }

  private void gauges(CycleRow row) {
    int size = row.gauges();
    startMap(TelemetrySchema.GAUGES, GAUGES_FIELD, size);
    for (int i = 0; i < size; i++) {
      startEntry(row.gaugeName(i));
      consumer.addDouble(row.gaugeValue(i));
      endEntry();
    }
    endMap(TelemetrySchema.GAUGES, GAUGES_FIELD, size);
  }

  /** A map is a group with one repeated field, which must be left out when it is empty. */
  private void startMap(String name, int field, int size) {
    consumer.startField(name, field);
    consumer.startGroup();
    if (size > 0) {
      consumer.startField("key_value", 0);
    }
  }

  private void endMap(String name, int field, int size) {
    if (size > 0) {
      consumer.endField("key_value", 0);
    }
    consumer.endGroup();
    consumer.endField(name, field);
  }

  private void startEntry(String key) {
    consumer.startGroup();
    consumer.startField("key", 0);
    consumer.addBinary(names.computeIfAbsent(key, CycleRowWriteSupport::binary));
    consumer.endField("key", 0);
    consumer.startField("value", 1);
  }

  private void endEntry() {
    consumer.endField("value", 1);
    consumer.endGroup();
  }
}
