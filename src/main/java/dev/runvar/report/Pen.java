package dev.runvar.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws the parts of diagrams and tables. */
final class Pen {

  /** The side of a text that its position is of. */
  enum Anchor {
    LEFT,
    CENTER,
    RIGHT
  }

  /** Distance of lines of text, as a multiple of the font's size. */
  static final double LEADING = 1.32;

  private static final double ARROW = 6;
  private static final double PADDING = 7;

  private final Graphics2D graphics;

  Pen(Graphics2D graphics) {
    this.graphics = graphics;
  }

  Graphics2D graphics() {
    return graphics;
  }

  void text(String text, Font font, Color color, double x, double baseline, Anchor anchor) {
    double width = Words.width(text, font);
    double left =
        switch (anchor) {
          case LEFT -> x;
          case CENTER -> x - width / 2;
          case RIGHT -> x - width;
        };
    graphics.setFont(font);
    graphics.setColor(color);
    graphics.drawString(text, (float) left, (float) baseline);
  }

  /** Draws lines below each other and returns the baseline after the last. */
  double lines(
      List<String> lines, Font font, Color color, double x, double baseline, Anchor anchor) {
    double next = baseline;
    for (String line : lines) {
      text(line, font, color, x, next, anchor);
      next += font.getSize2D() * LEADING;
    }
    return next;
  }

  void line(Color color, double thickness, double x1, double y1, double x2, double y2) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  void dashes(Color color, double x1, double y1, double x2, double y2) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke(
            1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  void fill(Shape shape, Color color) {
    graphics.setColor(color);
    graphics.fill(shape);
  }

  void arrow(Color color, double x1, double y1, double x2, double y2) {
    double length = Math.hypot(x2 - x1, y2 - y1);
    double dx = (x2 - x1) / length;
    double dy = (y2 - y1) / length;
    double baseX = x2 - ARROW * dx;
    double baseY = y2 - ARROW * dy;
    line(color, 1.3, x1, y1, baseX, baseY);
    Path2D head = new Path2D.Double();
    head.moveTo(x2, y2);
    head.lineTo(baseX - dy * ARROW / 2, baseY + dx * ARROW / 2);
    head.lineTo(baseX + dy * ARROW / 2, baseY - dx * ARROW / 2);
    head.closePath();
    fill(head, color);
  }

  /** Draws a box with a headline and some lines, which are cut to its width. */
  void box(Rectangle2D area, Color color, String head, List<String> lines) {
    Shape outline =
        new RoundRectangle2D.Double(
            area.getX(), area.getY(), area.getWidth(), area.getHeight(), 8, 8);
    fill(outline, ChartStyle.faint(color));
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(1.2f));
    graphics.draw(outline);
    double x = area.getCenterX();
    double room = area.getWidth() - 2 * PADDING;
    double height = (1 + lines.size()) * ChartStyle.TICK.getSize2D() * LEADING;
    double baseline = area.getCenterY() - height / 2 + ChartStyle.TICK.getSize2D();
    double next =
        lines(
            List.of(Words.fitted(head, ChartStyle.STRONG, room)),
            ChartStyle.STRONG,
            ChartStyle.TEXT,
            x,
            baseline,
            Anchor.CENTER);
    lines(
        lines.stream().map(line -> Words.fitted(line, ChartStyle.TICK, room)).toList(),
        ChartStyle.TICK,
        ChartStyle.TEXT,
        x,
        next,
        Anchor.CENTER);
  }

  /** Draws the title of a figure or a panel, cut to its width. */
  void title(String title, Font font, Rectangle2D area) {
    text(
        Words.fitted(title, font, area.getWidth() - 2 * PADDING),
        font,
        Color.BLACK,
        area.getX() + PADDING,
        area.getY() + 6 + font.getSize2D(),
        Anchor.LEFT);
  }
}
