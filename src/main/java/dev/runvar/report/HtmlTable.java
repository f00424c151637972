package dev.runvar.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A table that scrolls inside its own frame and whose columns a reader can sort by. */
final class HtmlTable {

  /** A table of more rows scrolls under its heading. */
  private static final int SHORT_ROWS = 30;

  private final String id;
  private final String caption;
  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * A table whose first column names the rows.
   *
   * @param id unique in the page
   */
  HtmlTable(String id, String caption, Column... columns) {
    this.id = id;
    this.caption = caption;
    this.columns = List.of(columns);
  }

  /** A column: texts to the left, numbers to the right; charts are not for sorting. */
  record Column(String title, String kind) {

    static Column text(String title) {
      return new Column(title, "text");
    }

    /** Sentences, which need room. */
    static Column prose(String title) {
      return new Column(title, "prose");
    }

    static Column interval(String title) {
      return new Column(title, "interval");
    }

    static Column number(String title) {
      return new Column(title, "number");
    }

    static Column chart(String title) {
      return new Column(title, "chart");
    }
  }

  /**
   * One cell.
   *
   * @param order what a number is sorted by, null when there is none
   */
  record Cell(Consumer<Html> content, Double order) {

    static Cell of(String text) {
      return new Cell(html -> html.text(text), null);
    }

    static Cell of(String text, Double order) {
      return new Cell(html -> html.text(text), order);
    }

    static Cell of(long count) {
      return of(String.valueOf(count), (double) count);
    }

    static Cell chart(Consumer<Html> chart) {
      return new Cell(chart, null);
    }
  }

  HtmlTable row(Cell... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, columns.size()));
    }
    rows.add(List.of(cells));
    return this;
  }

  void write(Html html) {
    String frame = rows.size() > SHORT_ROWS ? "scroll long" : "scroll";
    // Without a place in the order of tabs, the keyboard cannot scroll it.
    html.open("div", "class", frame, "role", "region", "tabindex", "0", "aria-label", caption)
        .open("table", "id", id)
        .element("caption", caption)
        .open("thead")
        .open("tr");
    for (Column column : columns) {
      html.element("th", column.title(), "scope", "col", "class", column.kind());
    }
    html.close().closeLine().open("tbody");
    rows.forEach(row -> write(html, row));
    html.close().close().closeLine();
  }

  private void write(Html html, List<Cell> row) {
    html.open("tr");
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      String kind = columns.get(i).kind();
      if (i == 0) {
        html.open("th", "scope", "row", "class", kind);
      } else if (cell.order() == null) {
        html.open("td", "class", kind);
      } else {
        html.open("td", "class", kind, "data-order", cell.order().toString());
      }
      cell.content().accept(html);
      html.close();
    }
    html.closeLine();
  }
}
