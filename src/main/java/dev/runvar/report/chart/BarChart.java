package dev.runvar.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/**
 * Rows of bars or points with their intervals over one axis. The name of a row stands to its left,
 * its numbers to its right.
 */
public final class BarChart implements Panel {

  private record Mark(double value, String label) {}

  private record Zone(double low, double high, Color color) {}

  private static final double LABEL_SHARE = 0.36;
  private static final double TEXT_SHARE = 0.47;
  private static final double THICK = 0.31;
  private static final double HALF = 0.5;

  /** Room for the labels of marks, in rows. */
  private static final double LABELLED = 0.9;

  /** Share of the axis at either end in which labels of marks are not centred. */
  private static final double EDGE = 0.25;

  private static final Shape DOT = new Ellipse2D.Double(-3.5, -3.5, 7, 7);
  private static final BasicStroke WHISKER = new BasicStroke(1.3f);

  private final String title;
  private final String axisLabel;
  private final Scale scale;
  private final List<BarRow> rows;
  private final List<Mark> marks = new ArrayList<>();
  private final List<Zone> zones = new ArrayList<>();
  private final LegendItemCollection legend = new LegendItemCollection();
  private double thickness = THICK;
  private Double least;
  private Double most;

  public BarChart(String title, String axisLabel, Scale scale, List<BarRow> rows) {
    this.title = title;
    this.axisLabel = axisLabel;
    this.scale = scale;
    this.rows = List.copyOf(rows);
  }

  /** Adds a dashed line across all rows, with a label. */
  public BarChart mark(double value, String label) {
    marks.add(new Mark(value, label));
    return this;
  }

  public BarChart zone(double low, double high, Color color) {
    zones.add(new Zone(low, high, color));
    return this;
  }

  /** Sets the ends of the axis; whatever is beyond them is cut. */
  public BarChart limits(double low, double high) {
    least = low;
    most = high;
    return this;
  }

  public BarChart legend(String name, Color color) {
    legend.add(LineChart.legendItem(name, color));
    return this;
  }

  /** Draws bars as lines. */
  BarChart thin() {
    thickness = THICK / 4;
    return this;
  }

  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    XYPlot plot = extents().noneMatch(Double::isFinite) ? new XYPlot() : plot(area.getWidth());
    ChartStyle.apply(plot);
    if (legend.getItemCount() > 0) {
      plot.setFixedLegendItems(legend);
    }
    plot.setDomainGridlinesVisible(false);
    ChartStyle.chart(title, List.of(), plot, area.getWidth()).draw(graphics, area);
  }

  private XYPlot plot(double width) {
    XYPlot plot = new XYPlot();
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setDomainAxis(0, names(rows.stream().map(BarRow::label).toList(), LABEL_SHARE * width));
    plot.setDomainAxis(1, names(rows.stream().map(BarRow::text).toList(), TEXT_SHARE * width));
    plot.setDomainAxisLocation(0, AxisLocation.BOTTOM_OR_LEFT);
    plot.setDomainAxisLocation(1, AxisLocation.TOP_OR_RIGHT);
    plot.setRangeAxis(axis());
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
    plot.setRangeZeroBaselineVisible(scale == Scale.LINEAR);
    plot.setRangeZeroBaselinePaint(ChartStyle.GREY);
    bars(plot);
    points(plot);
    for (Zone zone : zones) {
      plot.addRangeMarker(
          new IntervalMarker(
              scale.position(zone.low()),
              scale.position(zone.high()),
              ChartStyle.faint(zone.color())),
          Layer.BACKGROUND);
    }
    marks.forEach(mark -> mark(plot, mark));
    return plot;
  }

  private SymbolAxis names(List<String> names, double width) {
    SymbolAxis axis =
        new SymbolAxis(
            null,
            names.stream()
                .map(name -> TextFit.fitted(name, ChartStyle.TICK, width))
                .toArray(String[]::new));
    ChartStyle.apply(axis);
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setInverted(true);
    axis.setGridBandsVisible(false);
    axis.setTickMarksVisible(false);
    axis.setAxisLineVisible(false);
    boolean labelled = marks.stream().anyMatch(mark -> !mark.label().isEmpty());
    axis.setRange(-HALF - (labelled ? LABELLED : 0), rows.size() - HALF);
    return axis;
  }

  private DoubleStream extents() {
    return rows.stream().flatMapToDouble(BarRow::extent);
  }

  private NumberAxis axis() {
    NumberAxis axis = scale.axis(axisLabel);
    DoubleStream guides =
        DoubleStream.concat(
            marks.stream().mapToDouble(Mark::value),
            zones.stream().flatMapToDouble(z -> DoubleStream.of(z.low(), z.high())));
    double[] positions =
        DoubleStream.concat(extents(), guides)
            .map(scale::position)
            .filter(Double::isFinite)
            .toArray();
    double origin = scale == Scale.LINEAR || positions.length == 0 ? 0 : positions[0];
    double low = DoubleStream.of(positions).reduce(origin, Math::min);
    double high = DoubleStream.of(positions).reduce(origin, Math::max);
    double margin = high > low ? 0.04 * (high - low) : HALF;
    double lacking = scale == Scale.LOG ? Math.max(0, 1 - (high - low)) / 2 : 0;
    boolean open = low < 0 || scale == Scale.LOG;
    axis.setRange(
        least != null ? scale.position(least) : open ? low - margin - lacking : low,
        most != null ? scale.position(most) : high + margin + lacking);
    return axis;
  }

  private void bars(XYPlot plot) {
    XYIntervalSeriesCollection dataset = new XYIntervalSeriesCollection();
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setUseYInterval(true);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    for (int i = 0; i < rows.size(); i++) {
      double[] ends = {0, 0};
      for (BarRow.Segment segment : rows.get(i).bar()) {
        int side = segment.value() < 0 ? 0 : 1;
        double from = ends[side];
        ends[side] += segment.value();
        add(dataset, i, ends[side], Math.min(from, ends[side]), Math.max(from, ends[side]));
        renderer.setSeriesPaint(dataset.getSeriesCount() - 1, segment.color());
      }
    }
    plot.setDataset(0, dataset);
    plot.setRenderer(0, renderer);
  }

  private void points(XYPlot plot) {
    XYIntervalSeriesCollection dataset = new XYIntervalSeriesCollection();
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(7);
    renderer.setErrorStroke(WHISKER);
    for (int i = 0; i < rows.size(); i++) {
      BarRow row = rows.get(i);
      for (double tick : row.ticks()) {
        add(dataset, i, tick, tick, tick);
        style(renderer, dataset, Color.BLACK, null);
      }
      Double low = row.low() == null ? row.point() : row.low();
      Double high = row.high() == null ? row.point() : row.high();
      if (low == null || Double.isNaN(scale.position(high))) {
        continue;
      }
      double lowest = Double.isNaN(scale.position(low)) ? least(high) : scale.position(low);
      double highest = scale.position(high);
      double at = row.point() == null ? highest : scale.position(row.point());
      add(dataset, i, at, lowest, highest);
      Color color = row.point() != null || row.bar().isEmpty() ? row.color() : Color.BLACK;
      style(renderer, dataset, color, row.point() == null ? null : row);
    }
    plot.setDataset(1, dataset);
    plot.setRenderer(1, renderer);
  }

  /** A lower end without a logarithm goes on beyond the axis. */
  private double least(double high) {
    return scale.position(high) - 100;
  }

  private static void style(
      XYErrorRenderer renderer, XYIntervalSeriesCollection dataset, Color color, BarRow pointed) {
    int series = dataset.getSeriesCount() - 1;
    renderer.setSeriesPaint(series, color);
    renderer.setSeriesShapesVisible(series, pointed != null);
    renderer.setSeriesShape(
        series, pointed == null || pointed.symbol() == null ? DOT : pointed.symbol());
  }

  private void add(
      XYIntervalSeriesCollection dataset, int row, double value, double low, double high) {
    XYIntervalSeries series = new XYIntervalSeries(dataset.getSeriesCount());
    series.add(row, row - thickness, row + thickness, value, low, high);
    dataset.addSeries(series);
  }

  private void mark(XYPlot plot, Mark mark) {
    ValueMarker marker =
        new ValueMarker(scale.position(mark.value()), ChartStyle.GREY, ChartStyle.DASHES);
    if (!mark.label().isEmpty()) {
      marker.setLabel(mark.label());
      marker.setLabelFont(ChartStyle.SMALL);
      marker.setLabelPaint(ChartStyle.TEXT);
      marker.setLabelBackgroundColor(Color.WHITE);
      Range range = plot.getRangeAxis().getRange();
      double share = (marker.getValue() - range.getLowerBound()) / range.getLength();
      // A label at an end of the axis stands on the inner side of its line.
      boolean isFirst = share < EDGE;
      boolean isLast = share > 1 - EDGE;
      marker.setLabelAnchor(
          isFirst
              ? RectangleAnchor.TOP_RIGHT
              : isLast ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP);
      marker.setLabelTextAnchor(
          isFirst ? TextAnchor.TOP_LEFT : isLast ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_CENTER);
    }
    plot.addRangeMarker(marker);
  }
}
