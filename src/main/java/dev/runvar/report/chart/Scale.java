package dev.runvar.report.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** How an axis maps values: as they are, or by their decimal logarithm. */
public enum Scale {
  LINEAR,
  LOG;

  private static final int[] PARTS = {1, 2, 5};

  /** Below this many decades, there are ticks at 2 and 5 as well. */
  private static final double FEW_DECADES = 2.5;

  private static final int MOST_TICKS = 7;
  private static final double GAP = 10;

  /** Returns the position on the axis; NaN for values that have none. */
  double position(double value) {
    return this == LINEAR ? value : value > 0 ? Math.log10(value) : Double.NaN;
  }

  /** Returns an axis of positions, whose ticks show the values. */
  NumberAxis axis(String label) {
    NumberAxis axis = this == LINEAR ? new RoomyAxis(label) : new Logarithms(label);
    ChartStyle.apply(axis);
    axis.setAutoRangeIncludesZero(this == LINEAR);
    return axis;
  }

  private static String plain(double value) {
    if (value >= 1e5 || value < 1e-4) {
      return String.format(Locale.ROOT, "%.0e", value);
    }
    return value >= 1
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(Math.round(value * 1e6) / 1e6);
  }

  /** An axis that leaves room between its numbers, of which those at its ends may be short. */
  private static final class RoomyAxis extends NumberAxis {

    private static final long serialVersionUID = 1;

    RoomyAxis(String label) {
      super(label);
    }

    @Override
    protected double estimateMaximumTickLabelWidth(Graphics2D graphics, TickUnit unit) {
      String second = unit.valueToString(getLowerBound() + unit.getSize());
      String step = unit.valueToString(unit.getSize());
      double between =
          Math.max(
              TextFit.width(second, getTickLabelFont()), TextFit.width(step, getTickLabelFont()));
      return GAP + Math.max(between, super.estimateMaximumTickLabelWidth(graphics, unit));
    }
  }

  /** An axis of logarithms with ticks at round values. */
  private static final class Logarithms extends NumberAxis {

    private static final long serialVersionUID = 1;

    Logarithms(String label) {
      super(label);
    }

    @Override
    public List<?> refreshTicks(
        Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
      double low = getRange().getLowerBound();
      double high = getRange().getUpperBound();
      int step = (int) Math.max(1, Math.ceil((high - low) / MOST_TICKS));
      TextAnchor anchor =
          RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
      List<NumberTick> ticks = new ArrayList<>();
      for (int decade = (int) Math.floor(low); decade <= high; decade += step) {
        for (int part : high - low < FEW_DECADES ? PARTS : new int[] {1}) {
          double value = part * Math.pow(10, decade);
          double position = Math.log10(value);
          if (position >= low && position <= high) {
            ticks.add(new NumberTick(position, plain(value), anchor, TextAnchor.CENTER, 0));
          }
        }
      }
      return ticks;
    }
  }
}
