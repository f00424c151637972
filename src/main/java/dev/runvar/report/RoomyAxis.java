package dev.runvar.report;

import java.awt.Graphics2D;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.TickUnit;

/** An axis that leaves room between its numbers: those of its ends may be the shortest ones. */
final class RoomyAxis extends NumberAxis {

  private static final long serialVersionUID = 1;
  private static final double GAP = 10;

  RoomyAxis(String label) {
    super(label);
  }

  @Override
  protected double estimateMaximumTickLabelWidth(Graphics2D graphics, TickUnit unit) {
    String second = unit.valueToString(getLowerBound() + unit.getSize());
    String step = unit.valueToString(unit.getSize());
    double between =
        Math.max(Words.width(second, getTickLabelFont()), Words.width(step, getTickLabelFont()));
    return GAP + Math.max(between, super.estimateMaximumTickLabelWidth(graphics, unit));
  }
}
