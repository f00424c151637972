package dev.runvar.exchange;

import dev.runvar.store.ParquetTable;
import dev.runvar.study.StudyException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The rows of a table as Parquet: flat columns of numbers and texts. */
final class ParquetRows implements Rows {

  private final InputFile file;
  private final ParquetTable table;
  private final List<Cell> cells;
  private int number;

  ParquetRows(InputFile file, Findings findings) {
    this.file = file;
    try {
      table = ParquetTable.open(file.path());
    } catch (IOException e) {
      throw notParquet(e);
    }
    table.passedOver().forEach(findings::passedOver);
    cells = Stream.generate(Cell::new).limit(table.columns().size()).toList();
  }

  @Override
  public boolean next() {
    try {
      List<String> row = table.next();
      for (int i = 0; row != null && i < cells.size(); i++) {
        cells.get(i).set(row.get(i));
      }
      number++;
      return row != null;
    } catch (IOException e) {
      throw notParquet(e);
    }
  }

  private StudyException notParquet(IOException e) {
    return file.place(1).error("not Parquet; give a complete Parquet file: " + e.getMessage());
  }

  @Override
  public List<String> names() {
    return table.columns();
  }

  @Override
  public List<Cell> cells() {
    return cells;
  }

  @Override
  public int line() {
    return number;
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
