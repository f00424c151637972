package dev.runvar.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of a table in text, in any dialect. */
final class CsvRows implements Rows {

  private final InputFile file;
  private final CsvReader reader;
  private final TableDialect dialect;
  private final Findings findings;
  private final List<String> names;
  private final List<String> units = new ArrayList<>();
  private final List<Cell> cells;
  private final int headerLine;

  CsvRows(InputFile file, TableDialect dialect, Findings findings) throws IOException {
    this.file = file;
    this.dialect = dialect;
    this.findings = findings;
    if (dialect.headerIsComment()) {
      names = commentedNames();
      reader = new CsvReader(file, dialect.delimiter(), dialect.comment());
      headerLine = dialect.headerLine();
    } else {
      reader = new CsvReader(file, dialect.delimiter(), dialect.comment());
      boolean found = false;
      do {
        found = reader.next();
        if (found && reader.firstLine() == dialect.unitsLine()) {
          takeUnits();
        }
      } while (found && reader.firstLine() < dialect.headerLine());
      if (!found) {
        throw file.place(1)
            .error("the file is empty; give a line of columns, then one row per cycle");
      }
      names = IntStream.range(0, reader.size()).mapToObj(i -> reader.text(i).strip()).toList();
      headerLine = reader.firstLine();
    }
    if (dialect.unitsLine() > headerLine && reader.next()) {
      takeUnits();
    }
    cells = Stream.generate(Cell::new).limit(names.size()).toList();
    dialect.lines(file.name()).forEach(findings::state);
  }

  /** Reads the names from a comment, which the reader skips. */
  private List<String> commentedNames() throws IOException {
    try (CsvReader all = new CsvReader(file, dialect.delimiter(), "")) {
      while (all.next()) {
        if (all.firstLine() == dialect.headerLine()) {
          List<String> texts = new ArrayList<>();
          IntStream.range(0, all.size()).forEach(i -> texts.add(all.text(i).strip()));
          texts.set(0, texts.get(0).substring(dialect.comment().length()).strip());
          if (texts.get(0).isEmpty() && dialect.delimiter() == CsvReader.BLANKS) {
            texts.remove(0);
          }
          return List.copyOf(texts);
        }
      }
    }
    throw file.place(dialect.headerLine()).error("no such line; give one of the file");
  }

  private void takeUnits() {
    units.clear();
    for (int i = 0; i < reader.size(); i++) {
      units.add(TableDialect.bare(reader.text(i)));
    }
  }

  @Override
  public boolean next() {
    while (reader.next()) {
      if (reader.firstLine() <= headerLine || isNoRow()) {
        continue;
      }
      if (reader.size() != names.size() && !endsWithDelimiter()) {
        if (reader.size() < names.size() && reader.isAtEnd() && names.size() > 1) {
          findings.count(Findings.Kind.NO_END);
          return false;
        }
        throw file.place(reader.line())
            .error(
                "a row of %d values; allowed: %d, one for each of %s"
                    .formatted(reader.size(), names.size(), names));
      }
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        reader.get(i, cell);
        if (dialect.decimals() == TableDialect.Decimals.COMMA) {
          cell.pointForComma();
        }
      }
      return true;
    }
    return false;
  }

  /** Returns whether this is a blank line, the units, or the names once more. */
  private boolean isNoRow() {
    if (reader.firstLine() == dialect.unitsLine()) {
      return true;
    }
    boolean isBlank = reader.size() == 1 && names.size() > 1 && reader.text(0).isBlank();
    return isBlank || isNames();
  }

  private boolean isNames() {
    if (reader.size() != names.size()) {
      return false;
    }
    Cell cell = cells.get(0);
    for (int i = 0; i < names.size(); i++) {
      reader.get(i, cell);
      if (!cell.hasText(names.get(i))) {
        return false;
      }
    }
    return !names.get(0).isEmpty();
  }

  private boolean endsWithDelimiter() {
    return reader.size() == names.size() + 1 && reader.text(names.size()).isBlank();
  }

  @Override
  public List<String> names() {
    return names;
  }

  /** Returns the units of the columns; empty if the file does not give them. */
  @Override
  public List<String> units() {
    return units;
  }

  @Override
  public List<Cell> cells() {
    return cells;
  }

  @Override
  public int line() {
    return reader.line();
  }

  @Override
  public int headerLine() {
    return headerLine;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
