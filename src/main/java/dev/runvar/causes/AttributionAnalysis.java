package dev.runvar.causes;

import dev.runvar.facts.Accumulation;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.Estimates;
import dev.runvar.facts.Frame;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunView;
import dev.runvar.result.Attribution;
import dev.runvar.result.Attribution.Share;
import dev.runvar.statistics.Lmg;
import dev.runvar.statistics.OrthonormalColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Shares of R² of what the trend leaves of the runtime (LMG), by exposure. Exposures that a run
 * reads fewer than nine times, and constant ones, have none in it; between readings they go along a
 * straight line.
 */
final class AttributionAnalysis {

  private static final String WASTE = "allocator waste";
  private static final String OFF_CPU = "off-CPU";
  private static final String WORK = "work";

  /** Shares of more exposures take too long: each more one doubles the work. */
  private static final int MOST_SEARCHED = 4;

  private static final String KEPT = "attribution.";
  private static final String R_SQUARED = KEPT + "r2";
  private static final String SHARE = ".share";
  private static final String INFLATION = ".vif";
  private static final String TOLERANCE = ".tolerance";

  private static final double MOST_INFLATION = 10;

  /** Stands for an infinite inflation, which JSON does not have. */
  private static final double DEPENDENT = 1e6;

  /** A trend that leaves less than this share of the runtime's variation leaves rounding. */
  private static final double ROUNDING = 1e-12;

  private AttributionAnalysis() {}

  /** Keeps the shares of one run; nothing when it has too few complete cycles. */
  static void measure(RunView view, EffectValues values) {
    Map<String, List<double[]>> exposures = exposures(view);
    List<double[]> columns = new ArrayList<>();
    columns.add(view.cycles().averaged(view.run().wall()));
    exposures.values().forEach(columns::addAll);
    Frame.Rows rows = view.cycles().complete(columns);
    if (rows.count() >= Evidence.FEWEST_CYCLES && rows.hasTrend()) {
      measure(rows, columns.get(0), exposures, values);
    }
  }

  private static Map<String, List<double[]>> exposures(RunView view) {
    Map<String, List<double[]>> exposures = new LinkedHashMap<>();
    view.context()
        .scope()
        .accumulations()
        .forEach(cause -> exposures.put(cause.words(), rows(view, cause.exposure())));
    view.context().scope().searched(view.run()).stream()
        .map(Accumulation::gauge)
        .distinct()
        .limit(MOST_SEARCHED)
        .forEach(gauge -> exposures.put(gauge, rows(view, Measure.column(gauge))));
    exposures.put(WASTE, rows(view, Measure.WASTE));
    exposures.put(OFF_CPU, rows(view, Measure.OFF_CPU));
    exposures.put(WORK, view.cycles().covariates(view.work()));
    return exposures;
  }

  private static List<double[]> rows(RunView view, Measure measure) {
    return view.cycles().covariates(view.column(measure).stream().toList());
  }

  private static void measure(
      Frame.Rows rows, double[] wall, Map<String, List<double[]>> exposures, EffectValues values) {
    OrthonormalColumns trend = rows.trend();
    if (trend.tolerance(rows.of(wall)) < ROUNDING) {
      return;
    }
    List<String> names = new ArrayList<>();
    List<List<double[]>> groups = new ArrayList<>();
    exposures.forEach(
        (name, columns) -> {
          List<double[]> own =
              detrended(name, columns.stream().map(rows::of).toList(), trend, values);
          if (!own.isEmpty()) {
            names.add(name);
            groups.add(own);
          }
        });
    if (!groups.isEmpty()) {
      keep(names, Lmg.of(trend.residuals(rows.of(wall)), groups), values);
    }
  }

  /** Returns what the trend leaves of those columns that are more than trend. */
  private static List<double[]> detrended(
      String name, List<double[]> columns, OrthonormalColumns trend, EffectValues values) {
    List<double[]> detrended = new ArrayList<>();
    double largest = 0;
    for (double[] column : columns) {
      double tolerance = trend.tolerance(column);
      largest = Math.max(largest, tolerance);
      if (tolerance >= PooledDose.IDENTIFIABLE) {
        detrended.add(trend.residuals(column));
      }
    }
    if (largest > 0) {
      values.put(KEPT + name + TOLERANCE, largest);
    }
    return detrended;
  }

  private static void keep(List<String> names, Lmg lmg, EffectValues values) {
    values.put(R_SQUARED, lmg.rSquared());
    for (int i = 0; i < names.size(); i++) {
      values.put(KEPT + names.get(i) + SHARE, lmg.shares().get(i));
      values.put(
          KEPT + names.get(i) + INFLATION, Math.min(DEPENDENT, lmg.varianceInflation().get(i)));
    }
  }

  /** Returns the shares over seeds; null when no run has an exposure that changes. */
  static Attribution of(AnalysisScope scope, Replicates replicates) {
    List<Share> shares =
        names(scope, replicates)
            .map(name -> share(name, replicates))
            .filter(Objects::nonNull)
            .toList();
    return shares.isEmpty()
        ? null
        : new Attribution(Estimates.mean(replicates.of(R_SQUARED)), shares);
  }

  private static Stream<String> names(AnalysisScope scope, Replicates replicates) {
    List<String> declared = scope.accumulations().stream().map(Accumulation::words).toList();
    List<String> always = List.of(WASTE, OFF_CPU, WORK);
    Stream<String> searched =
        replicates.names().stream()
            .filter(name -> name.startsWith(KEPT) && name.endsWith(TOLERANCE))
            .map(name -> name.substring(KEPT.length(), name.length() - TOLERANCE.length()))
            .filter(name -> !declared.contains(name) && !always.contains(name));
    return Stream.of(declared.stream(), searched, always.stream()).flatMap(names -> names);
  }

  private static Share share(String name, Replicates replicates) {
    OptionalDouble tolerance = replicates.median(KEPT + name + TOLERANCE);
    if (tolerance.isEmpty()) {
      return null;
    }
    OptionalDouble inflation = replicates.median(KEPT + name + INFLATION);
    return new Share(
        name,
        Estimates.mean(replicates.of(KEPT + name + SHARE)),
        inflation.isPresent() ? inflation.getAsDouble() : null,
        hindrance(tolerance.getAsDouble(), inflation.orElse(DEPENDENT)).orElse(null));
  }

  private static Optional<String> hindrance(double tolerance, double inflation) {
    if (tolerance < PooledDose.IDENTIFIABLE) {
      return Optional.of("cannot be told from time");
    }
    return inflation > MOST_INFLATION
        ? Optional.of("cannot be told from the others")
        : Optional.empty();
  }
}
