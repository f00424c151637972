package dev.runvar.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;

/** The look of all figures: one typography, colours that colour-blind people can tell apart. */
final class ChartStyle {

  /** Blue of the palette of Okabe and Ito (2008). */
  static final Color BLUE = new Color(0x0072B2);

  /** Vermilion of the same palette. */
  static final Color VERMILION = new Color(0xD55E00);

  static final Color GRID = new Color(0xDDDDDD);
  static final Font TITLE = Fonts.bold(11);
  static final Font LABEL = Fonts.plain(10);
  static final Font TICK = Fonts.plain(9);

  private ChartStyle() {}

  static JFreeChart chart(String title, Plot plot) {
    JFreeChart chart = new JFreeChart(title, TITLE, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
    chart.getTitle().setPaint(Color.BLACK);
    chart.getTitle().setPadding(new RectangleInsets(4, 8, 6, 8));
    chart.setPadding(new RectangleInsets(2, 4, 4, 14));
    return chart;
  }

  static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setLabelFont(LABEL);
    axis.setTickLabelFont(TICK);
    axis.setAutoRangeIncludesZero(true);
    return axis;
  }

  static void apply(XYPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(new BasicStroke(0.5f));
    plot.setRangeGridlineStroke(new BasicStroke(0.5f));
    plot.setOutlineVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }
}
