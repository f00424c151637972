package dev.runvar.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.LineBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** The look of all figures: one typography, colours that colour-blind people can tell apart. */
public final class ChartStyle {

  /** Blue of the palette of Okabe and Ito (2008), as are the next five. */
  public static final Color BLUE = new Color(0x0072B2);

  public static final Color VERMILION = new Color(0xD55E00);
  public static final Color GREEN = new Color(0x009E73);
  public static final Color ORANGE = new Color(0xE69F00);
  public static final Color SKY = new Color(0x56B4E9);
  public static final Color PURPLE = new Color(0xCC79A7);

  /** For the remainder, and for what decides nothing. */
  public static final Color GREY = new Color(0x8A8A8A);

  /** Colours for things without an order, the most distinct first. */
  public static final List<Color> SERIES = List.of(BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE);

  static final Color TEXT = new Color(0x222222);
  static final Color GRID = new Color(0xDDDDDD);
  static final Font TITLE = Fonts.bold(11);
  static final Font PANEL = Fonts.bold(10);
  static final Font LABEL = Fonts.plain(10);
  static final Font TICK = Fonts.plain(9);
  static final Font STRONG = Fonts.bold(9);
  static final Font SMALL = Fonts.plain(8);
  static final BasicStroke DASHES =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0);

  /** Space on either side of titles and notes. */
  static final double MARGIN = 8;

  private static final float THIN = 0.5f;

  static {
    // Axis labels stay texts; otherwise they are drawn as the outlines of their letters.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private ChartStyle() {}

  /** Returns a chart with its title and notes above the plot, cut to the width. */
  static JFreeChart chart(String title, List<String> notes, XYPlot plot, double width) {
    JFreeChart chart = new JFreeChart(null, PANEL, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(2, 4, 4, 14));
    double room = width - 4 * MARGIN;
    chart.addSubtitle(line(title, PANEL, room));
    for (String note : notes) {
      for (String part : TextFit.wrapped(note, TICK, room, 2)) {
        chart.addSubtitle(line(part, TICK, room));
      }
    }
    if (plot.getFixedLegendItems() != null) {
      LegendTitle legend = new LegendTitle(plot);
      legend.setItemFont(TICK);
      legend.setItemPaint(TEXT);
      legend.setPosition(RectangleEdge.TOP);
      legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
      legend.setFrame(new LineBorder(Color.WHITE, new BasicStroke(0), RectangleInsets.ZERO_INSETS));
      chart.addSubtitle(legend);
    }
    return chart;
  }

  private static TextTitle line(String text, Font font, double room) {
    TextTitle title = new TextTitle(TextFit.fitted(text, font, room), font);
    title.setPaint(TEXT);
    title.setHorizontalAlignment(HorizontalAlignment.LEFT);
    title.setTextAlignment(HorizontalAlignment.LEFT);
    title.setPadding(new RectangleInsets(1, 4, 1, 4));
    return title;
  }

  static void apply(NumberAxis axis) {
    axis.setLabelFont(TICK);
    axis.setTickLabelFont(TICK);
    axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
  }

  static void apply(XYPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(new BasicStroke(THIN));
    plot.setRangeGridlineStroke(new BasicStroke(THIN));
    plot.setOutlineVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setNoDataMessage("no data");
    plot.setNoDataMessageFont(LABEL);
    plot.setNoDataMessagePaint(GREY);
  }

  /** Returns a translucent form, for what lies behind other things. */
  static Color faint(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 45);
  }
}
