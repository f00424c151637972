package dev.runvar.report;

import dev.runvar.result.Analysis.ExperimentResult;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** The growth rates of the first and the last third of a run as two bars. */
final class RateInset {

  private static final double HOUR_NANOS = 3.6e12;
  private static final double MINUTE_NANOS = 6e10;

  private final ExperimentResult result;
  private final String unit;
  private final double unitsPerHour;

  private RateInset(ExperimentResult result, String unit, double unitsPerHour) {
    this.result = result;
    this.unit = unit;
    this.unitsPerHour = unitsPerHour;
  }

  /** Returns whether there is anything to show of an experiment. */
  static boolean hasRates(ExperimentResult result) {
    return result.ratePerHour() != null
        && result.ratePerHour().early() != null
        && result.ratePerHour().late() != null
        && result.meanNanos() != null;
  }

  /** Rates are per hour as in the paper; for shorter runs, per the unit that a run lasts for. */
  static RateInset of(ExperimentResult result) {
    double runNanos = result.meanNanos() * result.cycles() / result.runs();
    if (runNanos >= HOUR_NANOS / 10) {
      return new RateInset(result, "h", 1);
    }
    return runNanos >= MINUTE_NANOS / 10
        ? new RateInset(result, "min", 60)
        : new RateInset(result, "s", 3600);
  }

  void draw(Graphics2D graphics, Rectangle2D area) {
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    dataset.addValue(percent(result.ratePerHour().early()), "rate", "first third");
    dataset.addValue(percent(result.ratePerHour().late()), "rate", "last third");
    CategoryAxis thirds = new CategoryAxis();
    thirds.setTickLabelFont(ChartStyle.TICK);
    NumberAxis rate = ChartStyle.axis(null);
    rate.setUpperMargin(0.35);
    rate.setLowerMargin(0.5);
    rate.setVisible(false);
    CategoryPlot plot = new CategoryPlot(dataset, thirds, rate, bars());
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setRangeZeroBaselineVisible(true);
    JFreeChart chart = ChartStyle.chart("growth of runtime, %/" + unit, plot);
    chart.getTitle().setFont(ChartStyle.TICK);
    chart.setBorderVisible(true);
    chart.setBorderPaint(ChartStyle.GRID);
    chart.draw(graphics, area);
  }

  private static BarRenderer bars() {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setMaximumBarWidth(0.25);
    renderer.setSeriesPaint(0, ChartStyle.BLUE);
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultItemLabelFont(ChartStyle.TICK);
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator(
            "{2}",
            new java.text.DecimalFormat(
                "+0.0;−0.0", java.text.DecimalFormatSymbols.getInstance(Locale.ROOT))));
    return renderer;
  }

  private double percent(double ratePerHour) {
    return 100 * ratePerHour / unitsPerHour;
  }
}
