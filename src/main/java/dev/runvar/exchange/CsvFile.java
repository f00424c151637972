package dev.runvar.exchange;

import dev.runvar.study.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table as CSV: a line of column names, then a row a cycle. */
final class CsvFile implements RunSource {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

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
    try (BufferedReader text = file.open();
        BoundedReader bounded = new BoundedReader(text, LineReader.LONGEST_LINE_BYTES);
        CSVParser parser = CSVParser.parse(bounded, FORMAT)) {
      Iterator<CSVRecord> records = parser.iterator();
      CSVRecord header = next(bounded, parser, records);
      if (header == null) {
        throw file.place(1)
            .error("the file is empty; allowed: a line of columns, then a row a cycle");
      }
      List<String> names = header.toList();
      TableRuns runs =
          new TableRuns(file.place(1), names, map, RunCells.namer(defaults), sink, findings);
      for (CSVRecord row = next(bounded, parser, records);
          row != null;
          row = next(bounded, parser, records)) {
        Place place = file.place((int) parser.getCurrentLineNumber());
        if (row.size() == 1 && row.get(0).isBlank() && names.size() > 1) {
          continue;
        }
        if (row.size() != names.size()) {
          throw place.error(
              "a row of %d values; allowed: %d, one for each of %s"
                  .formatted(row.size(), names.size(), names));
        }
        runs.row(place, row.stream().map(Cell::new).toList());
      }
      runs.finish(file.place(1));
    }
  }

  /** Returns the next record, null at the end. */
  private CSVRecord next(BoundedReader bounded, CSVParser parser, Iterator<CSVRecord> records) {
    int begin = (int) parser.getCurrentLineNumber() + 1;
    try {
      bounded.restart();
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      int line = (int) parser.getCurrentLineNumber() + 1;
      if (e.getCause() instanceof CharacterCodingException) {
        throw file.cannotRead(e.getCause(), line);
      }
      if (e.getCause() instanceof BoundedReader.BoundException) {
        throw file.place(begin).error("a row of more than 16 MB; allowed: shorter rows");
      }
      throw file.place(line)
          .error("no CSV; allowed: values with commas between them, quoted as in \"a, \"\"b\"\"\"");
    }
  }
}
