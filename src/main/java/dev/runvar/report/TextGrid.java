package dev.runvar.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** A table in a figure: columns of given shares of its width, texts cut to their column. */
final class TextGrid {

  private static final double GAP = 10;
  private static final double MARGIN = 8;
  private static final double LINE = 18;

  private final List<Double> shares;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with columns of these shares, which sum to 1. */
  TextGrid(List<Double> shares, String... header) {
    this.shares = List.copyOf(shares);
    row(header);
  }

  final void row(String... cells) {
    rows.add(List.of(cells));
  }

  double height() {
    return rows.size() * LINE + 4;
  }

  void draw(Pen pen, Rectangle2D area) {
    double y = area.getY();
    for (int i = 0; i < rows.size(); i++) {
      Font font = i == 0 ? ChartStyle.STRONG : ChartStyle.TICK;
      double x = area.getX() + MARGIN;
      for (int column = 0; column < shares.size(); column++) {
        double width = shares.get(column) * (area.getWidth() - 2 * MARGIN);
        String text = Words.fitted(rows.get(i).get(column), font, width - GAP);
        pen.text(text, font, ChartStyle.TEXT, x, y + 13, Pen.Anchor.LEFT);
        x += width;
      }
      y += LINE;
      Color color = i == 0 ? ChartStyle.TEXT : ChartStyle.GRID;
      pen.line(color, 0.7, area.getX() + MARGIN, y, area.getMaxX() - MARGIN, y);
    }
  }
}
