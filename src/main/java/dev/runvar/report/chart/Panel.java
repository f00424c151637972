package dev.runvar.report.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** A chart that is drawn into a part of a figure. */
public interface Panel {

  void draw(Graphics2D graphics, Rectangle2D area);
}
