package dev.runvar.report.text;

import java.util.ArrayList;
import java.util.List;

/** A table of aligned columns: texts to the left, then numbers to the right. */
public final class TextTable {

  private final int textColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table whose first {@code textColumns} columns are texts. */
  public TextTable(int textColumns, String... header) {
    this.textColumns = textColumns;
    row(header);
  }

  public final void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        width[i] = Math.max(width[i], length(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < columns; i++) {
        String gap = " ".repeat(width[i] - length(row.get(i)));
        line.append(' ').append(i < textColumns ? row.get(i) + gap : gap + row.get(i)).append(' ');
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
