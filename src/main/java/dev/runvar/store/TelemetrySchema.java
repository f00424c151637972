package dev.runvar.store;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.runvar.telemetry.Column;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Telemetry schema 1 as Parquet has it. */
final class TelemetrySchema {

  static final String RUN_ID = "run_id";
  static final String PHASES = "phases";
  static final String GAUGES = "gauges";

  /** The columns that are maps from names to values. */
  static final Set<String> MAPS = Set.of(PHASES, GAUGES);

  static final MessageType PARQUET = parquet();

  private TelemetrySchema() {}

  private static MessageType parquet() {
    Types.GroupBuilder<MessageType> schema =
        Types.buildMessage().required(BINARY).as(stringType()).named(RUN_ID);
    for (Column column : Column.values()) {
      PrimitiveTypeName type = column.type() == Column.Type.LONG ? INT64 : DOUBLE;
      schema = schema.optional(type).named(column.columnName());
    }
    return schema
        .requiredMap()
        .key(Types.required(BINARY).as(stringType()).named("key"))
        .value(Types.required(INT64).named("value"))
        .named(PHASES)
        .requiredMap()
        .key(Types.required(BINARY).as(stringType()).named("key"))
        .value(Types.required(DOUBLE).named("value"))
        .named(GAUGES)
        .named("telemetry");
  }
}
