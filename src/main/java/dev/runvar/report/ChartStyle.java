package dev.runvar.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;

/** The look of all figures: one typography, colours that colour-blind people can tell apart. */
final class ChartStyle {

  /** Blue of the palette of Okabe and Ito (2008). */
  static final Color BLUE = new Color(0x0072B2);

  /** Vermilion of the same palette. */
  static final Color VERMILION = new Color(0xD55E00);

  /** Bluish green of the same palette; so are the next three. */
  static final Color GREEN = new Color(0x009E73);

  static final Color ORANGE = new Color(0xE69F00);
  static final Color SKY = new Color(0x56B4E9);
  static final Color PURPLE = new Color(0xCC79A7);

  /** What is left over, or decides nothing. */
  static final Color GREY = new Color(0x8A8A8A);

  static final Color TEXT = new Color(0x222222);

  /** Colours for things without an order, the most distinct first. */
  static final List<Color> SERIES = List.of(BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE);

  static final Color GRID = new Color(0xDDDDDD);
  static final Font TITLE = Fonts.bold(11);
  static final Font PANEL = Fonts.bold(10);
  static final Font LABEL = Fonts.plain(10);
  static final Font TICK = Fonts.plain(9);
  static final Font STRONG = Fonts.bold(9);
  static final Font SMALL = Fonts.plain(8);

  static {
    // Axis labels stay texts; otherwise they are drawn as the outlines of their letters.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private ChartStyle() {}

  static JFreeChart chart(String title, Plot plot) {
    JFreeChart chart = new JFreeChart(title, TITLE, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
    chart.getTitle().setTextAlignment(HorizontalAlignment.LEFT);
    chart.getTitle().setPaint(Color.BLACK);
    chart.getTitle().setPadding(new RectangleInsets(4, 8, 6, 8));
    chart.setPadding(new RectangleInsets(2, 4, 4, 14));
    return chart;
  }

  static NumberAxis axis(String label) {
    NumberAxis axis = new RoomyAxis(label);
    apply(axis);
    axis.setAutoRangeIncludesZero(true);
    return axis;
  }

  static void apply(NumberAxis axis) {
    axis.setLabelFont(LABEL);
    axis.setTickLabelFont(TICK);
    axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
  }

  /** Returns a translucent form, for what lies behind other things. */
  static Color faint(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 45);
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
