package dev.runvar.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Curves with the band of their interval, under a title and notes. */
public final class LineChart implements Panel {

  /**
   * One point of a curve.
   *
   * @param low null, like {@code high}, without an interval
   */
  public record Point(double x, double y, Double low, Double high) {}

  private record Curve(String name, Color color, boolean isFit, List<Point> points) {}

  private record Level(double from, double to, double y, String text) {}

  /** Curves of fewer points show each of them. */
  private static final int FEW_POINTS = 30;

  private static final double MARGIN_SHARE = 0.05;

  /** Room for the texts of levels. */
  private static final double LEVEL_MARGIN_SHARE = 0.2;

  /** Bands are drawn up to this multiple of the largest mean. */
  private static final double MOST_BAND = 2;

  private static final double LEGEND_NAME = 220;
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
  private final List<Level> levels = new ArrayList<>();

  public LineChart(String title, String xLabel, String yLabel, Scale scale) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.scale = scale;
  }

  /** Adds a line of text below the title. */
  public LineChart note(String text) {
    notes.add(text);
    return this;
  }

  public LineChart data(String name, Color color, List<Point> points) {
    curves.add(new Curve(name, color, false, drawable(points)));
    return this;
  }

  /** Adds a fitted curve, which is dashed. */
  public LineChart fit(String name, Color color, List<Point> points) {
    curves.add(new Curve(name, color, true, drawable(points)));
    return this;
  }

  /** Adds a horizontal line from one x to another, with a text above it. */
  public LineChart level(double from, double to, double y, String text) {
    levels.add(new Level(from, to, y, text));
    return this;
  }

  private List<Point> drawable(List<Point> points) {
    return points.stream()
        .filter(p -> Double.isFinite(p.x()) && Double.isFinite(scale.position(p.y())))
        .toList();
  }

  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    List<Curve> drawn = curves.stream().filter(c -> !c.points().isEmpty()).toList();
    ChartStyle.chart(title, notes, plot(drawn), area.getWidth()).draw(graphics, area);
  }

  private XYPlot plot(List<Curve> drawn) {
    if (drawn.isEmpty()) {
      XYPlot empty = new XYPlot();
      ChartStyle.apply(empty);
      return empty;
    }
    NumberAxis x = Scale.LINEAR.axis(xLabel);
    x.setAutoRangeIncludesZero(false);
    NumberAxis y = scale.axis(yLabel);
    y.setRange(scale == Scale.LOG ? logarithms(drawn) : values(drawn));
    YIntervalSeriesCollection dataset = new YIntervalSeriesCollection();
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(0.22f);
    LegendItemCollection legend = new LegendItemCollection();
    for (int i = 0; i < drawn.size(); i++) {
      Curve curve = drawn.get(i);
      dataset.addSeries(series(curve, i));
      renderer.setSeriesPaint(i, curve.color());
      renderer.setSeriesFillPaint(i, curve.color());
      renderer.setSeriesStroke(i, curve.isFit() ? DASHED : SOLID);
      renderer.setSeriesShape(i, new Ellipse2D.Double(-2, -2, 4, 4));
      renderer.setSeriesShapesVisible(i, !curve.isFit() && curve.points().size() <= FEW_POINTS);
      legend.add(legendItem(curve.name(), curve.color()));
    }
    XYPlot plot = new XYPlot(dataset, x, y, renderer);
    ChartStyle.apply(plot);
    if (drawn.size() > 1) {
      plot.setFixedLegendItems(legend);
    }
    levels.forEach(level -> annotate(plot, level));
    return plot;
  }

  static LegendItem legendItem(String name, Color color) {
    String fitted = TextFit.fitted(name, ChartStyle.TICK, LEGEND_NAME);
    return new LegendItem(fitted, null, null, null, new Rectangle2D.Double(-5, -3.5, 10, 7), color);
  }

  private static void annotate(XYPlot plot, Level level) {
    plot.addAnnotation(
        new XYLineAnnotation(
            level.from(),
            level.y(),
            level.to(),
            level.y(),
            new BasicStroke(2),
            ChartStyle.VERMILION));
    XYTextAnnotation text =
        new XYTextAnnotation(level.text(), (level.from() + level.to()) / 2, level.y());
    text.setFont(ChartStyle.STRONG);
    text.setPaint(ChartStyle.VERMILION);
    text.setBackgroundPaint(new Color(255, 255, 255, 210));
    text.setTextAnchor(TextAnchor.BOTTOM_CENTER);
    plot.addAnnotation(text);
  }

  private YIntervalSeries series(Curve curve, int key) {
    YIntervalSeries series = new YIntervalSeries(key);
    for (Point point : curve.points()) {
      double y = scale.position(point.y());
      series.add(point.x(), y, bound(point.low(), y), bound(point.high(), y));
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
  private Range values(List<Curve> drawn) {
    List<Point> points = drawn.stream().flatMap(curve -> curve.points().stream()).toList();
    double least = points.stream().mapToDouble(Point::y).reduce(0, Math::min);
    double most = points.stream().mapToDouble(Point::y).reduce(0, Math::max);
    double upper =
        points.stream()
            .map(Point::high)
            .filter(high -> high != null && high <= MOST_BAND * most)
            .reduce(most, Math::max);
    double share = levels.isEmpty() ? MARGIN_SHARE : LEVEL_MARGIN_SHARE;
    return new Range(least, upper > least ? upper + share * (upper - least) : least + 1);
  }

  /** At least a decade, so that the axis has ticks; a wide interval does not hide the curves. */
  private Range logarithms(List<Curve> drawn) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : drawn) {
      for (Point point : curve.points()) {
        double y = scale.position(point.y());
        low = Math.min(low, Math.max(y - 0.3, bound(point.low(), y)));
        high = Math.max(high, Math.min(y + 0.6, bound(point.high(), y)));
      }
    }
    double lacking = Math.max(0, 1 - (high - low)) / 2;
    return new Range(low - lacking - 0.08, high + lacking + 0.08);
  }
}
