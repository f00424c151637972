package dev.runvar.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** A table of aligned columns: texts to the left, numbers to the right. */
public final class TextTable {

  private final IntPredicate isText;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table whose first {@code textColumns} columns are texts. */
  public TextTable(int textColumns, String... header) {
    this(column -> column < textColumns, List.of(header));
  }

  /** A table with texts in certain columns, counted from 0. */
  TextTable(IntPredicate isText, List<String> header) {
    this.isText = isText;
    rows.add(List.copyOf(header));
  }

  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
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
        line.append(' ').append(isText.test(i) ? row.get(i) + gap : gap + row.get(i)).append(' ');
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
