package dev.runvar.exchange;

import dev.runvar.exchange.RowRules.Joining;
import java.io.IOException;
import java.util.List;

/** Runs as rows of a file, or one run as the rows of several files. */
final class RowFile implements RunSource {

  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  private final List<InputFile> files;
  private final Reading reading;
  private final RunDefaults defaults;

  RowFile(List<InputFile> files, Reading reading, RunDefaults defaults) {
    this.files = List.copyOf(files);
    this.reading = reading;
    this.defaults = defaults;
  }

  @Override
  public void read(RunSink sink, Findings findings) throws IOException {
    Joining joining = files.size() > 1 ? Joining.ONE_RUN : Joining.APART;
    TableRuns runs =
        new TableRuns(
            reading.rules(joining),
            (place, columns, row) -> RunHeader.ofRow(place, columns, row).run(defaults),
            sink,
            findings);
    int headerLine = 1;
    boolean any = false;
    for (InputFile file : files) {
      if (any) {
        runs.beginPart();
      }
      try (Rows rows = open(file, findings)) {
        List<String> names = rows.names();
        if (rows.columns() == ColumnMap.Columns.FIXED && !names.isEmpty()) {
          runs.columns(file.place(rows.headerLine()), names, rows.units(), rows.columns());
        } else {
          names = null;
        }
        while (rows.next()) {
          any = true;
          if (rows.names() != names) {
            names = rows.names();
            runs.columns(file.place(rows.headerLine()), names, rows.units(), rows.columns());
          }
          if (rows.beginsRun() && joining == Joining.APART) {
            runs.beginRun();
          }
          runs.row(file.place(rows.line()), rows.cells());
        }
        headerLine = rows.headerLine();
      }
    }
    if (!any && reading.has("line")) {
      throw files
          .get(0)
          .place(1)
          .notAllowed(
              "--line",
              '"' + reading.all("line").get(0) + '"',
              "an expression that a line of the file matches");
    }
    runs.finish(files.get(0).place(headerLine));
  }

  private Rows open(InputFile file, Findings findings) throws IOException {
    if (reading.has("line")) {
      return new LogRows(file, reading, findings);
    }
    if (reading.tableAt().isPresent()) {
      return new LogTableRows(file, reading.tableAt().get(), reading, findings);
    }
    if (reading.has("rows")) {
      return new JsonDocumentRows(file, reading.all("rows").get(0));
    }
    byte[] head = file.head();
    if (isParquet(file, head)) {
      return new ParquetRows(file, findings);
    }
    if (JsonText.isObjects(head)) {
      return new JsonRows(file, findings);
    }
    return new CsvRows(file, TableDialect.of(head, !file.isLongerThanHead(), reading), findings);
  }

  /** Returns whether a file is Parquet by its content or its name. */
  static boolean isParquet(InputFile file, byte[] head) {
    boolean begins = head.length >= PARQUET.length;
    for (int i = 0; begins && i < PARQUET.length; i++) {
      begins = head[i] == PARQUET[i];
    }
    return file.path() != null && (begins || file.name().endsWith(".parquet"));
  }
}
