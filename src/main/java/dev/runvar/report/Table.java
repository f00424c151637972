package dev.runvar.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A table of a report, for the terminal and for the page; its first column names the rows. */
public final class Table implements Block {

  /** What a column holds; {@link #BAR} appears on the page only. */
  public enum Kind {
    TEXT,
    /** Sentences, which need room. */
    PROSE,
    INTERVAL,
    /** Aligned to the right, and sorted by value. */
    NUMBER,
    /** A bar with the whiskers of its interval. */
    BAR;

    /** Returns the style class of the page. */
    public String style() {
      return this == BAR ? "chart" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** A column with its heading. */
  public record Column(String title, Kind kind) {}

  /**
   * A value from zero, with its interval.
   *
   * @param low null like {@code high} when there is no interval
   */
  public record Bar(double value, Double low, Double high) {

    /** Returns a bar; a null interval is none. */
    public static Bar of(double value, List<Double> interval) {
      return interval == null
          ? new Bar(value, null, null)
          : new Bar(value, interval.get(0), interval.get(1));
    }
  }

  /**
   * One cell.
   *
   * @param order what the page sorts by, null for the text
   * @param bar null in other columns than those of {@link Kind#BAR}, and where there is no value
   */
  public record Cell(String text, Double order, Bar bar) {

    /** Returns a cell with text; null is a dash. */
    public static Cell of(String text) {
      return new Cell(text == null ? Numbers.ABSENT : text, null, null);
    }

    public static Cell of(String text, Double order) {
      return new Cell(text, order, null);
    }

    public static Cell of(long count) {
      return of(String.valueOf(count), (double) count);
    }

    /** Returns a cell with a bar, which the text describes; null for no bar. */
    public static Cell bar(Bar bar, String text) {
      return new Cell(bar == null ? Numbers.ABSENT : text, null, bar);
    }
  }

  private final String id;
  private final String caption;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean folded;

  /**
   * A table without columns.
   *
   * @param id unique in a report
   */
  public Table(String id, String caption) {
    this.id = id;
    this.caption = caption;
  }

  public Table texts(String... titles) {
    return columns(Kind.TEXT, titles);
  }

  public Table prose(String... titles) {
    return columns(Kind.PROSE, titles);
  }

  public Table intervals(String... titles) {
    return columns(Kind.INTERVAL, titles);
  }

  public Table numbers(String... titles) {
    return columns(Kind.NUMBER, titles);
  }

  public Table bars(String... titles) {
    return columns(Kind.BAR, titles);
  }

  private Table columns(Kind kind, String... titles) {
    Stream.of(titles).forEach(title -> columns.add(new Column(title, kind)));
    return this;
  }

  /** Adds a row; throws {@link IllegalArgumentException} unless each column has a cell. */
  public Table row(Cell... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, columns.size()));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Adds sentences that stand below the table. */
  public Table notes(List<String> sentences) {
    notes.addAll(sentences);
    return this;
  }

  /** Hides the table on the page until the reader opens it. */
  public Table fold(boolean hidden) {
    folded = hidden;
    return this;
  }

  public String id() {
    return id;
  }

  public String caption() {
    return caption;
  }

  public List<Column> columns() {
    return columns;
  }

  public List<List<Cell>> rows() {
    return rows;
  }

  public List<String> notes() {
    return notes;
  }

  public boolean isFolded() {
    return folded;
  }
}
