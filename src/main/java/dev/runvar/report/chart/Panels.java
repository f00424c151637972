package dev.runvar.report.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A figure of rows of panels, below a heading and some lines of text. */
public final class Panels {

  /** Width of a figure with two or more panels side by side. */
  public static final int WIDE = 1008;

  /** Width of a figure with one panel. */
  public static final int NARROW = 672;

  private static final double HEADING = 24;
  private static final double LINE = 13;
  private static final double GAP = 6;
  private static final int MOST_LINES = 3;

  private record Row(double height, int columns, List<Panel> panels) {}

  private final int width;
  private final String heading;
  private final List<String> lines = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  public Panels(int width, String heading) {
    this.width = width;
    this.heading = heading;
  }

  /** Adds a sentence below the heading. */
  public Panels say(String sentence) {
    lines.addAll(
        TextFit.wrapped(sentence, ChartStyle.TICK, width - 2 * ChartStyle.MARGIN, MOST_LINES));
    return this;
  }

  /** Adds panels of equal width, in as many rows as it takes. */
  public Panels grid(int columns, double height, List<? extends Panel> panels) {
    for (int i = 0; i < panels.size(); i += columns) {
      rows.add(
          new Row(
              height,
              columns,
              List.copyOf(panels.subList(i, Math.min(panels.size(), i + columns)))));
    }
    return this;
  }

  /** Adds panels of equal width in one row. */
  public Panels row(double height, Panel... panels) {
    return grid(panels.length, height, List.of(panels));
  }

  /**
   * Returns the figure.
   *
   * @param title its caption; a note is added to it and to the alternative
   */
  public Drawing figure(String name, String title, String alternative, Optional<String> note) {
    double height = top() + rows.stream().mapToDouble(row -> row.height() + GAP).sum();
    return new Drawing(
        name,
        note.map(text -> title + ", " + text).orElse(title),
        note.map(text -> "%s Drawn %s.".formatted(alternative, text)).orElse(alternative),
        width,
        (int) Math.ceil(height),
        this::paint);
  }

  public Drawing figure(String name, String title, String alternative) {
    return figure(name, title, alternative, Optional.empty());
  }

  private double top() {
    return HEADING + lines.size() * LINE + GAP;
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width, top()));
    text(graphics, heading, ChartStyle.TITLE, 17);
    for (int i = 0; i < lines.size(); i++) {
      text(graphics, lines.get(i), ChartStyle.TICK, HEADING + i * LINE + 9);
    }
    double y = top();
    for (Row row : rows) {
      double panelWidth = (double) width / row.columns();
      for (int i = 0; i < row.panels().size(); i++) {
        row.panels()
            .get(i)
            .draw(graphics, new Rectangle2D.Double(i * panelWidth, y, panelWidth, row.height()));
      }
      y += row.height() + GAP;
    }
  }

  private void text(Graphics2D graphics, String text, Font font, double baseline) {
    graphics.setFont(font);
    graphics.setColor(ChartStyle.TEXT);
    String fitted = TextFit.fitted(text, font, width - 2 * ChartStyle.MARGIN);
    graphics.drawString(fitted, (float) ChartStyle.MARGIN, (float) baseline);
  }
}
