package dev.runvar.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What colours mean: swatches with their names, in lines from left to right. */
final class Legend {

  /** One name; its swatch is filled for areas and bars. */
  record Entry(String name, Color color) {}

  private static final double SWATCH = 10;
  private static final double GAP = 14;
  private static final double LINE = 13;

  private final List<Entry> entries;
  private final double width;

  Legend(List<Entry> entries, double width) {
    this.entries = List.copyOf(entries);
    this.width = width;
  }

  double height() {
    return lines().size() * LINE;
  }

  void draw(Pen pen, double x, double top) {
    double y = top;
    for (List<Entry> line : lines()) {
      double left = x;
      for (Entry entry : line) {
        pen.fill(new Rectangle2D.Double(left, y + 3, SWATCH, 7), entry.color());
        pen.text(
            name(entry),
            ChartStyle.TICK,
            ChartStyle.TEXT,
            left + SWATCH + 4,
            y + 10,
            Pen.Anchor.LEFT);
        left += width(entry);
      }
      y += LINE;
    }
  }

  private List<List<Entry>> lines() {
    List<List<Entry>> lines = new ArrayList<>();
    double left = 0;
    for (Entry entry : entries) {
      if (lines.isEmpty() || left + width(entry) - GAP > width) {
        lines.add(new ArrayList<>());
        left = 0;
      }
      lines.get(lines.size() - 1).add(entry);
      left += width(entry);
    }
    return lines;
  }

  private double width(Entry entry) {
    return SWATCH + 4 + Words.width(name(entry), ChartStyle.TICK) + GAP;
  }

  private String name(Entry entry) {
    return Words.fitted(entry.name(), ChartStyle.TICK, Math.min(width - SWATCH - 4, 260));
  }
}
