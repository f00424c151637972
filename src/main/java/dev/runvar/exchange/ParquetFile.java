package dev.runvar.exchange;

import dev.runvar.store.ParquetTable;
import dev.runvar.study.StudyException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A table as Parquet: flat columns of numbers and texts, one row per cycle. */
final class ParquetFile implements RunSource {

  private final InputFile file;
  private final ColumnMap map;
  private final RunDefaults defaults;

  ParquetFile(InputFile file, ColumnMap map, RunDefaults defaults) {
    this.file = file;
    this.map = map;
    this.defaults = defaults;
  }

  @Override
  public void read(RunSink sink, Findings findings) throws IOException {
    try (ParquetTable table = open()) {
      table.passedOver().forEach(findings::passedOver);
      TableRuns runs =
          new TableRuns(
              file.place(1), table.columns(), map, RunCells.namer(defaults), sink, findings);
      List<Cell> cells = Stream.generate(Cell::new).limit(table.columns().size()).toList();
      int number = 1;
      for (List<String> row = next(table); row != null; row = next(table)) {
        for (int i = 0; i < cells.size(); i++) {
          cells.get(i).set(row.get(i));
        }
        runs.row(file.place(number++), cells);
      }
      runs.finish(file.place(1));
    }
  }

  private List<String> next(ParquetTable table) {
    try {
      return table.next();
    } catch (IOException e) {
      throw notParquet(e);
    }
  }

  private ParquetTable open() {
    try {
      return ParquetTable.open(file.path());
    } catch (IOException e) {
      throw notParquet(e);
    }
  }

  private StudyException notParquet(IOException e) {
    return file.place(1).error("not Parquet; allowed: a whole Parquet file: " + e.getMessage());
  }
}
