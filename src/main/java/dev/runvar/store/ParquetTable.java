package dev.runvar.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** A Parquet file that another program wrote, read row by row as numbers and texts. */
public final class ParquetTable implements AutoCloseable {

  private final ParquetFileReader reader;
  private final MessageType read;
  private final List<String> passedOver;
  private RecordReader<Group> rows;
  private long rowsLeft;

  private ParquetTable(ParquetFileReader reader) {
    this.reader = reader;
    MessageType all = reader.getFileMetaData().getSchema();
    List<Type> readable = all.getFields().stream().filter(ParquetTable::isReadable).toList();
    read = new MessageType(all.getName(), readable);
    passedOver = all.getFields().stream().filter(t -> !isReadable(t)).map(Type::getName).toList();
  }

  /** Opens a file on this machine; {@link IOException} when it is no Parquet. */
  public static ParquetTable open(Path file) throws IOException {
    try {
      return new ParquetTable(ParquetFileReader.open(new LocalInputFile(file)));
    } catch (RuntimeException e) {
      // Parquet throws this if the end of the file is not that of a Parquet file.
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Opens a file of a store. */
  static ParquetTable open(org.apache.hadoop.fs.Path file, Configuration configuration)
      throws IOException {
    try {
      return new ParquetTable(
          ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration)));
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Returns the columns that have a number or a text in each row, or nothing. */
  public List<String> columns() {
    return read.getFields().stream().map(Type::getName).toList();
  }

  /** Returns the columns of other types, which are not read: dates, decimals, lists, structures. */
  public List<String> passedOver() {
    return passedOver;
  }

  /**
   * Returns the next row, a text for each column or null where there is no value; null at the end.
   *
   * @throws IOException if the file is damaged
   */
  public List<String> next() throws IOException {
    try {
      while (rowsLeft == 0) {
        PageReadStore group = reader.readNextRowGroup();
        if (group == null) {
          return null;
        }
        MessageColumnIO columns = new ColumnIOFactory().getColumnIO(read);
        rows = columns.getRecordReader(group, new GroupRecordConverter(read));
        rowsLeft = group.getRowCount();
      }
      rowsLeft--;
      return values(rows.read());
    } catch (RuntimeException e) {
      // Parquet throws this if the bytes are damaged.
      throw new IOException(e.getMessage(), e);
    }
  }

  private List<String> values(Group row) {
    List<String> values = new ArrayList<>(read.getFieldCount());
    for (int field = 0; field < read.getFieldCount(); field++) {
      boolean isThere = row.getFieldRepetitionCount(field) > 0;
      values.add(isThere ? row.getValueToString(field, 0) : null);
    }
    return values;
  }

  private static boolean isReadable(Type type) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    PrimitiveType primitive = type.asPrimitiveType();
    PrimitiveTypeName name = primitive.getPrimitiveTypeName();
    if (name == PrimitiveTypeName.BINARY) {
      return primitive.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation;
    }
    boolean isPlain =
        primitive.getLogicalTypeAnnotation() == null
            || primitive.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation;
    return isPlain
        && (name == PrimitiveTypeName.INT32
            || name == PrimitiveTypeName.INT64
            || name == PrimitiveTypeName.FLOAT
            || name == PrimitiveTypeName.DOUBLE);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
