package dev.runvar.store;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * A table of an analysis. Each row has one value per column, null where there is none.
 *
 * @param name of the table and of its directory
 */
public record ResultTable(String name, List<Column> columns, List<List<Object>> rows) {

  /** The type of a column's values. */
  public enum Kind {
    TEXT(PrimitiveTypeName.BINARY),
    INT(PrimitiveTypeName.INT32),
    LONG(PrimitiveTypeName.INT64),
    DOUBLE(PrimitiveTypeName.DOUBLE);

    private final PrimitiveTypeName parquet;

    Kind(PrimitiveTypeName parquet) {
      this.parquet = parquet;
    }
  }

  /** A column by its name. */
  public record Column(String name, Kind kind) {}

  public ResultTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Writes the table as Parquet, and returns SHA-256 over its bytes, in hexadecimal. */
  String write(StudyDirectory directory, Path file) throws IOException {
    MessageType schema = schema();
    DigestedOutputFile output = new DigestedOutputFile(directory, file);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(output)
            .withConf(directory.files().getConf())
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      for (List<Object> row : rows) {
        writer.write(group(schema, row));
      }
    } catch (IOException e) {
      throw output.cause(e);
    } catch (RuntimeException e) {
      throw output.cause(e);
    }
    output.requireNoError();
    return output.sha256();
  }

  private MessageType schema() {
    Types.GroupBuilder<MessageType> schema = Types.buildMessage();
    for (Column column : columns) {
      schema =
          column.kind() == Kind.TEXT
              ? schema.optional(column.kind().parquet).as(stringType()).named(column.name())
              : schema.optional(column.kind().parquet).named(column.name());
    }
    return schema.named(name);
  }

  private Group group(MessageType schema, List<Object> row) {
    Group group = new SimpleGroup(schema);
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      if (value instanceof String text) {
        group.add(i, text);
      } else if (value instanceof Integer number) {
        group.add(i, number.intValue());
      } else if (value instanceof Long number) {
        group.add(i, number.longValue());
      } else if (value != null) {
        group.add(i, ((Double) value).doubleValue());
      }
    }
    return group;
  }
}
