package dev.runvar.report.page;

import dev.runvar.report.Table;
import dev.runvar.report.Table.Bar;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The common scale of the bars of a table, in pixels of the page. */
public final class IntervalBars {

  private static final int WIDTH = 180;
  private static final double MARGIN = 4;
  private static final double LEAST_WIDTH = 0.5;

  private final double low;
  private final double high;

  private IntervalBars(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /** Returns the scale on which all bars of a table and zero have room. */
  public static IntervalBars of(Table table) {
    DoubleSummaryStatistics ends =
        table.rows().stream()
            .flatMap(List::stream)
            .map(Table.Cell::bar)
            .filter(Objects::nonNull)
            .flatMap(bar -> Stream.of(0.0, bar.value(), bar.low(), bar.high()))
            .filter(Objects::nonNull)
            .collect(Collectors.summarizingDouble(end -> end));
    return new IntervalBars(ends.getMin(), ends.getMax());
  }

  /** Returns the left end of a bar. */
  public String left(Bar bar) {
    return number(x(Math.min(0, bar.value())));
  }

  public String width(Bar bar) {
    double width = x(Math.max(0, bar.value())) - x(Math.min(0, bar.value()));
    return number(Math.max(width, LEAST_WIDTH));
  }

  /** Returns the position of a value. */
  public String at(double value) {
    return number(x(value));
  }

  private double x(double value) {
    double share = high > low ? (value - low) / (high - low) : 0;
    return MARGIN + share * (WIDTH - 2 * MARGIN);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
