package dev.runvar.exchange;

import dev.runvar.study.Place;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table as CSV: a line of column names, then one row per cycle. */
final class CsvFile implements RunSource {

  private final InputFile file;
  private final ColumnMap map;
  private final RunDefaults defaults;

  CsvFile(InputFile file, ColumnMap map, RunDefaults defaults) {
    this.file = file;
    this.map = map;
    this.defaults = defaults;
  }

  @Override
  public void read(RunSink sink, Findings findings) throws IOException {
    try (CsvReader rows = new CsvReader(file)) {
      if (!rows.next()) {
        throw file.place(1)
            .error("the file is empty; allowed: a line of columns, then one row per cycle");
      }
      List<String> names = IntStream.range(0, rows.size()).mapToObj(rows::text).toList();
      List<Cell> cells = Stream.generate(Cell::new).limit(names.size()).toList();
      TableRuns runs =
          new TableRuns(file.place(1), names, map, RunCells.namer(defaults), sink, findings);
      while (rows.next()) {
        Place place = file.place(rows.line());
        if (rows.size() == 1 && names.size() > 1 && rows.text(0).isBlank()) {
          continue;
        }
        if (rows.size() != names.size()) {
          throw place.error(
              "a row of %d values; allowed: %d, one for each of %s"
                  .formatted(rows.size(), names.size(), names));
        }
        for (int i = 0; i < cells.size(); i++) {
          rows.get(i, cells.get(i));
        }
        runs.row(place, cells);
      }
      runs.finish(file.place(1));
    }
  }
}
