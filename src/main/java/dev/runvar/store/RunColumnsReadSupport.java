package dev.runvar.store;

import dev.runvar.telemetry.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Puts the rows of one run's files, one after the other, into columns, without an object a row. */
final class RunColumnsReadSupport extends ReadSupport<Boolean> {

  private final RunColumns columns;
  private final Set<Column> wanted;
  private int cycle = -1;

  RunColumnsReadSupport(RunColumns columns, Set<Column> wanted) {
    this.columns = columns;
    this.wanted = Set.copyOf(wanted);
  }

  @Override
  @SuppressWarnings("deprecation")
  public ReadContext init(
      ParquetConfiguration configuration, Map<String, String> metadata, MessageType fileSchema) {
    List<Type> fields = new ArrayList<>();
    for (Column column : Column.values()) {
      if (wanted.contains(column) && fileSchema.containsField(column.columnName())) {
        fields.add(fileSchema.getType(column.columnName()));
      }
    }
    fields.add(fileSchema.getType(TelemetrySchema.PHASES));
    fields.add(fileSchema.getType(TelemetrySchema.GAUGES));
    return new ReadContext(new MessageType(fileSchema.getName(), fields));
  }

  /** Parquet still asks for this form to be there; it calls the other one. */
  @Override
  @SuppressWarnings("deprecation")
  public RecordMaterializer<Boolean> prepareForRead(
      org.apache.hadoop.conf.Configuration configuration,
      Map<String, String> metadata,
      MessageType fileSchema,
      ReadContext context) {
    return prepareForRead((ParquetConfiguration) null, metadata, fileSchema, context);
  }

  @Override
  public RecordMaterializer<Boolean> prepareForRead(
      ParquetConfiguration configuration,
      Map<String, String> metadata,
      MessageType fileSchema,
      ReadContext context) {
    GroupConverter root = new Row(context.getRequestedSchema());
    return new RecordMaterializer<>() {
      @Override
      public Boolean getCurrentRecord() {
        return Boolean.TRUE;
      }

      @Override
      public GroupConverter getRootConverter() {
        return root;
      }
    };
  }

  private final class Row extends GroupConverter {

    private final Converter[] converters;

    Row(GroupType schema) {
      converters = new Converter[schema.getFieldCount()];
      for (int i = 0; i < converters.length; i++) {
        String name = schema.getFieldName(i);
        converters[i] =
            switch (name) {
              case TelemetrySchema.PHASES -> new Entries(columns.phases());
              case TelemetrySchema.GAUGES -> new Entries(columns.gauges());
              default -> new Value(columns.columns(), name);
            };
      }
    }

    @Override
    public Converter getConverter(int field) {
      return converters[field];
    }

    @Override
    public void start() {
      cycle++;
    }

    @Override
    public void end() {}
  }

  /** A value of the current cycle, in the column of a name that may change from one to the next. */
  private final class Value extends PrimitiveConverter {

    private final Map<String, double[]> kind;
    private String name;
    private double[] column;

    Value(Map<String, double[]> kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    void name(String next) {
      if (!next.equals(name)) {
        name = next;
        column = null;
      }
    }

    @Override
    public void addLong(long value) {
      addDouble((double) value);
    }

    @Override
    public void addDouble(double value) {
      if (column == null) {
        column = columns.in(kind, name);
      }
      column[cycle] = value;
    }
  }

  /** A map from names to values: a group of repeated groups of both. */
  private final class Entries extends GroupConverter {

    private final Value value;
    private final PrimitiveConverter key =
        new PrimitiveConverter() {
          @Override
          public void addBinary(Binary name) {
            value.name(name.toStringUsingUTF8());
          }
        };

    private final GroupConverter entry =
        new GroupConverter() {
          @Override
          public Converter getConverter(int field) {
            return field == 0 ? key : value;
          }

          @Override
          public void start() {}

          @Override
          public void end() {}
        };

    Entries(Map<String, double[]> kind) {
      value = new Value(kind, "");
    }

    @Override
    public Converter getConverter(int field) {
      return entry;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
