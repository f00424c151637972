package dev.runvar.store;

import dev.runvar.telemetry.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads the rows of one run from its files into columns. Each column is read by itself, page by
 * page, so that no rows are assembled.
 */
final class RunColumnsReader {

  private final Set<Column> wanted;
  private final Set<String> maps;
  private int row;

  /**
   * A reader of one run.
   *
   * @param wanted scalar columns
   * @param maps which of the maps {@code phases} and {@code gauges} are wanted
   */
  RunColumnsReader(Set<Column> wanted, Set<String> maps) {
    this.wanted = Set.copyOf(wanted);
    this.maps = Set.copyOf(maps);
  }

  /**
   * Appends the rows that a run has in a file to columns.
   *
   * @throws IOException if the file cannot be read, or has too few rows
   */
  void read(Path path, Configuration configuration, TelemetryPart part, RunColumns columns)
      throws IOException {
    List<Object> asked = List.of(wanted, maps);
    int first = Math.toIntExact(part.firstRow());
    int rows = Math.toIntExact(part.rows());
    Optional<RunColumns> known = BatchColumns.of(path, asked);
    if (known.isPresent()) {
      columns.copy(known.get(), first, rows, row);
      row += rows;
      return;
    }
    HadoopInputFile file = HadoopInputFile.fromPath(path, configuration);
    try (ParquetFileReader reader =
        ParquetFileReader.open(file, HadoopReadOptions.builder(configuration, path).build())) {
      int there = Math.toIntExact(reader.getRecordCount());
      if (there == rows) {
        readAll(reader, columns);
        return;
      }
      if (there < first + rows) {
        throw new IOException("it has %d rows instead of %d".formatted(there, first + rows));
      }
      RunColumns whole = new RunColumns(there);
      new RunColumnsReader(wanted, maps).readAll(reader, whole);
      BatchColumns.keep(path, asked, whole);
      columns.copy(whole, first, rows, row);
      row += rows;
    }
  }

  private void readAll(ParquetFileReader reader, RunColumns columns) throws IOException {
    MessageType schema = wantedOf(reader.getFileMetaData().getSchema());
    reader.setRequestedSchema(schema);
    for (BlockMetaData group : reader.getRowGroups()) {
      if (group.getRowCount() == 0) {
        continue;
      }
      read(schema, group, reader.readNextRowGroup(), columns);
      row = Math.addExact(row, Math.toIntExact(group.getRowCount()));
    }
  }

  private MessageType wantedOf(MessageType schema) {
    List<Type> fields = new ArrayList<>();
    for (Column column : Column.values()) {
      if (wanted.contains(column) && schema.containsField(column.columnName())) {
        fields.add(schema.getType(column.columnName()));
      }
    }
    maps.stream().map(schema::getType).forEach(fields::add);
    return new MessageType(schema.getName(), fields);
  }

  private void read(
      MessageType schema, BlockMetaData group, PageReadStore pages, RunColumns columns) {
    Set<ColumnPath> complete = complete(group);
    for (Type field : schema.getFields()) {
      if (field.isPrimitive()) {
        ColumnDescriptor column = schema.getColumnDescription(path(field.getName()));
        ColumnPages own = new ColumnPages(column, pages.getPageReader(column));
        if (complete.contains(ColumnPath.get(field.getName()))) {
          readComplete(columns.in(columns.columns(), field.getName()), own);
        } else {
          readColumn(() -> columns.in(columns.columns(), field.getName()), own);
        }
      } else {
        Map<String, double[]> kind =
            field.getName().equals(TelemetrySchema.PHASES) ? columns.phases() : columns.gauges();
        GroupType entry = field.asGroupType().getType(0).asGroupType();
        ColumnDescriptor keys = column(schema, field, entry, 0);
        ColumnDescriptor values = column(schema, field, entry, 1);
        readMap(
            name -> columns.in(kind, name),
            new ColumnPages(keys, pages.getPageReader(keys)),
            new ColumnPages(values, pages.getPageReader(values)));
      }
    }
  }

  /** Returns the columns without nulls, according to the statistics in the file. */
  private static Set<ColumnPath> complete(BlockMetaData group) {
    return group.getColumns().stream()
        .filter(column -> column.getStatistics() != null)
        .filter(column -> column.getStatistics().isNumNullsSet())
        .filter(column -> column.getStatistics().getNumNulls() == 0)
        .map(ColumnChunkMetaData::getPath)
        .collect(Collectors.toSet());
  }

  private static ColumnDescriptor column(MessageType schema, Type map, GroupType entry, int field) {
    return schema.getColumnDescription(
        path(map.getName(), entry.getName(), entry.getFieldName(field)));
  }

  private static String[] path(String... names) {
    return names;
  }

  private void readComplete(double[] column, ColumnPages pages) {
    int at = row;
    while (pages.next()) {
      pages.numbers(column, at, pages.entries());
      at += pages.entries();
    }
  }

  private void readColumn(Supplier<double[]> named, ColumnPages pages) {
    int at = row;
    while (pages.next()) {
      int[] rows = new int[pages.entries()];
      int count = 0;
      for (int entry = 0; entry < rows.length; entry++) {
        if (pages.hasValue()) {
          rows[count++] = at + entry;
        }
      }
      at += rows.length;
      if (count > 0) {
        double[] values = new double[count];
        pages.numbers(values, 0, count);
        double[] column = named.get();
        for (int i = 0; i < count; i++) {
          column[rows[i]] = values[i];
        }
      }
    }
  }

  /** Reads a map column. It is fast if rows name about the same keys in the same order. */
  private void readMap(Function<String, double[]> columns, ColumnPages keys, ColumnPages values) {
    Map<Binary, double[]> byKey = new HashMap<>();
    List<Binary> order = new ArrayList<>();
    List<double[]> inOrder = new ArrayList<>();
    MapEntries entries = new MapEntries();
    int at = row - 1;
    int place = 0;
    while (keys.next()) {
      for (int entry = 0; entry < keys.entries(); entry++) {
        if (keys.repetition() == 0) {
          at++;
          place = 0;
        }
        if (keys.hasValue()) {
          Binary key = keys.text();
          boolean asBefore = place < order.size() && order.get(place).equals(key);
          double[] column = asBefore ? inOrder.get(place) : byKey.get(key);
          if (column == null) {
            Binary own = key.copy();
            column = columns.apply(own.toStringUsingUTF8());
            byKey.put(own, column);
            order.add(own);
            inOrder.add(column);
          }
          entries.add(column, at);
          place++;
        }
      }
    }
    entries.fill(values);
  }

  /** The column and row that each value of a map goes to, in the order of the values. */
  private static final class MapEntries {

    private double[][] columns = new double[1024][];
    private int[] rows = new int[1024];
    private int count;

    void add(double[] column, int row) {
      if (count == rows.length) {
        columns = Arrays.copyOf(columns, 2 * count);
        rows = Arrays.copyOf(rows, 2 * count);
      }
      columns[count] = column;
      rows[count++] = row;
    }

    /**
     * Puts the values into their columns. A page has a value only for entries that are not null.
     */
    void fill(ColumnPages values) {
      int next = 0;
      while (values.next()) {
        int own = 0;
        for (int entry = 0; entry < values.entries(); entry++) {
          own += values.hasValue() ? 1 : 0;
        }
        double[] numbers = new double[own];
        values.numbers(numbers, 0, own);
        for (int i = 0; i < own; i++, next++) {
          columns[next][rows[next]] = numbers[i];
        }
      }
    }
  }
}
