package dev.runvar.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Curves with the band of their interval, under a title and what is to be said of them. */
final class CurveChart {

  /**
   * One point of a curve.
   *
   * @param low null, like {@code high}, without an interval
   */
  record Spot(double x, double y, Double low, Double high) {}

  private enum Kind {
    DATA,
    FIT
  }

  private record Curve(String name, Color color, Kind kind, List<Spot> spots) {}

  /** Curves of fewer points show each of them. */
  private static final int FEW_SPOTS = 30;

  private static final double MARGIN = 8;
  private static final double MARGIN_SHARE = 0.05;

  /** Bands are drawn up to this multiple of the largest mean. */
  private static final double MOST_BAND = 2;

  private static final BasicStroke SOLID = new BasicStroke(1.3f);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 3}, 0);

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final Scale scale;
  private final List<String> notes = new ArrayList<>();
  private final List<Curve> curves = new ArrayList<>();

  CurveChart(String title, String xLabel, String yLabel, Scale scale) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.scale = scale;
  }

  /** Adds a line of text below the title. */
  CurveChart note(String text) {
    notes.add(text);
    return this;
  }

  CurveChart data(String name, Color color, List<Spot> spots) {
    curves.add(new Curve(name, color, Kind.DATA, drawable(spots)));
    return this;
  }

  CurveChart fit(String name, Color color, List<Spot> spots) {
    curves.add(new Curve(name, color, Kind.FIT, drawable(spots)));
    return this;
  }

  private List<Spot> drawable(List<Spot> spots) {
    return spots.stream()
        .filter(s -> Double.isFinite(s.x()) && Double.isFinite(scale.position(s.y())))
        .toList();
  }

  void draw(Graphics2D graphics, Rectangle2D area) {
    Pen pen = new Pen(graphics);
    pen.title(title, ChartStyle.PANEL, area);
    double room = area.getWidth() - 2 * MARGIN;
    double top = notes(pen, area, room);
    List<Curve> drawn = curves.stream().filter(c -> !c.spots().isEmpty()).toList();
    if (drawn.isEmpty()) {
      pen.text(
          "no data",
          ChartStyle.LABEL,
          ChartStyle.GREY,
          area.getCenterX(),
          (top + area.getMaxY()) / 2,
          Pen.Anchor.CENTER);
      return;
    }
    if (drawn.size() > 1) {
      top += legend(pen, drawn, area.getX() + MARGIN, top, room);
    }
    Rectangle2D rest =
        new Rectangle2D.Double(area.getX(), top, area.getWidth(), area.getMaxY() - top);
    chart(drawn).draw(graphics, rest);
  }

  /** Draws the notes and returns where the room below them begins. */
  private double notes(Pen pen, Rectangle2D area, double room) {
    double baseline = area.getY() + 31;
    for (String note : notes) {
      baseline =
          pen.lines(
              Words.wrapped(note, ChartStyle.TICK, room, 2),
              ChartStyle.TICK,
              ChartStyle.TEXT,
              area.getX() + MARGIN,
              baseline,
              Pen.Anchor.LEFT);
    }
    return baseline - 6;
  }

  private static double legend(Pen pen, List<Curve> drawn, double x, double top, double room) {
    Legend legend =
        new Legend(drawn.stream().map(c -> new Legend.Entry(c.name(), c.color())).toList(), room);
    legend.draw(pen, x, top);
    return legend.height();
  }

  private JFreeChart chart(List<Curve> drawn) {
    NumberAxis x = ChartStyle.axis(xLabel);
    x.setAutoRangeIncludesZero(false);
    NumberAxis y = scale.axis(yLabel);
    y.setLabelFont(ChartStyle.TICK);
    x.setLabelFont(ChartStyle.TICK);
    y.setRange(scale == Scale.LOG ? logarithms(drawn) : values(drawn));
    YIntervalSeriesCollection dataset = new YIntervalSeriesCollection();
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(0.22f);
    for (int i = 0; i < drawn.size(); i++) {
      Curve curve = drawn.get(i);
      dataset.addSeries(series(curve, i));
      renderer.setSeriesPaint(i, curve.color());
      renderer.setSeriesFillPaint(i, curve.color());
      renderer.setSeriesStroke(i, curve.kind() == Kind.FIT ? DASHED : SOLID);
      renderer.setSeriesShape(i, new Ellipse2D.Double(-2, -2, 4, 4));
      boolean fewSpots = curve.kind() == Kind.DATA && curve.spots().size() <= FEW_SPOTS;
      renderer.setSeriesShapesVisible(i, fewSpots);
    }
    XYPlot plot = new XYPlot(dataset, x, y, renderer);
    ChartStyle.apply(plot);
    JFreeChart chart = ChartStyle.chart("", plot);
    chart.setTitle((String) null);
    return chart;
  }

  private YIntervalSeries series(Curve curve, int key) {
    YIntervalSeries series = new YIntervalSeries(key);
    for (Spot spot : curve.spots()) {
      double y = scale.position(spot.y());
      series.add(spot.x(), y, bound(spot.low(), y), bound(spot.high(), y));
    }
    return series;
  }

  /** A bound that has no logarithm is left out: that half of the band would have no end. */
  private double bound(Double bound, double y) {
    if (bound == null || bound.isNaN()) {
      return y;
    }
    double position = scale.position(bound);
    return Double.isNaN(position) ? y : position;
  }

  /** An interval that is much wider than the others is cut, so that the curves can be told. */
  private static Range values(List<Curve> drawn) {
    List<Spot> spots = drawn.stream().flatMap(curve -> curve.spots().stream()).toList();
    double least = spots.stream().mapToDouble(Spot::y).reduce(0, Math::min);
    double most = spots.stream().mapToDouble(Spot::y).reduce(0, Math::max);
    double upper =
        spots.stream()
            .map(Spot::high)
            .filter(high -> high != null && high <= MOST_BAND * most)
            .reduce(most, Math::max);
    return new Range(least, upper > least ? upper + MARGIN_SHARE * (upper - least) : least + 1);
  }

  /** At least a decade, so that the axis has ticks; a wide interval does not hide the curves. */
  private Range logarithms(List<Curve> drawn) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : drawn) {
      for (Spot spot : curve.spots()) {
        double y = scale.position(spot.y());
        low = Math.min(low, Math.max(y - 0.3, bound(spot.low(), y)));
        high = Math.max(high, Math.min(y + 0.6, bound(spot.high(), y)));
      }
    }
    double lacking = Math.max(0, 1 - (high - low)) / 2;
    return new Range(low - lacking - 0.08, high + lacking + 0.08);
  }
}
