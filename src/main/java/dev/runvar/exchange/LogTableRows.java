package dev.runvar.exchange;

import dev.runvar.study.LinePattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tables within a log: a line of names that a pattern finds, and lines of as many numbers below it,
 * separated by white space, with other lines between them.
 */
final class LogTableRows implements Rows {

  private final InputFile file;
  private final LineReader lines;
  private final LinePattern header;
  private final byte[] literal;
  private final Optional<LinePattern> runAt;
  private final Findings findings;
  private final List<Cell> cells = new ArrayList<>();
  private List<String> names = List.of();
  private boolean beginsRun;
  private int headerLine = 1;

  LogTableRows(InputFile file, LinePattern header, Reading reading, Findings findings) {
    this.file = file;
    this.header = header;
    this.findings = findings;
    literal = header.literal();
    runAt = reading.runAt();
    lines = new LineReader(file);
  }

  @Override
  public boolean next() {
    beginsRun = false;
    while (lines.next()) {
      if (runAt.isPresent() && runAt.get().find(lines.shown())) {
        beginsRun = true;
      }
      if (lines.mayHold(literal) && header.find(lines.shown())) {
        takeNames(lines.shown());
      } else if (!names.isEmpty() && beginsWithNumber() && isRow(lines.shown())) {
        return true;
      }
    }
    if (names.isEmpty()) {
      throw file.place(1)
          .notAllowed(
              "--table-at", '"' + header.toString() + '"', "an expression that a line matches");
    }
    return false;
  }

  private void takeNames(String line) {
    List<String> found = Arrays.asList(line.strip().split("\\s+", -1));
    headerLine = lines.number();
    if (!found.equals(names)) {
      names = found;
      cells.clear();
      found.forEach(name -> cells.add(new Cell()));
    }
  }

  private boolean beginsWithNumber() {
    byte[] bytes = lines.bytes();
    int i = lines.offset();
    int end = i + lines.length();
    while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i < end && (bytes[i] == '-' || (bytes[i] >= '0' && bytes[i] <= '9'));
  }

  private boolean isRow(String line) {
    String[] texts = line.strip().split("\\s+", -1);
    Cell cell = new Cell();
    for (String text : texts) {
      cell.set(text);
      if (!cell.isEmpty() && Double.isNaN(cell.number())) {
        return false;
      }
    }
    if (texts.length != names.size()) {
      findings.count(Findings.Kind.NO_ROW);
      return false;
    }
    for (int i = 0; i < texts.length; i++) {
      cells.get(i).set(texts[i]);
    }
    return true;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public List<Cell> cells() {
    return cells;
  }

  @Override
  public int line() {
    return lines.number();
  }

  @Override
  public int headerLine() {
    return headerLine;
  }

  @Override
  public boolean beginsRun() {
    return beginsRun;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
