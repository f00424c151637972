package dev.runvar.causes;

import dev.runvar.facts.Accumulation;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.Estimates;
import dev.runvar.facts.Frame;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunView;
import dev.runvar.result.Attribution;
import dev.runvar.result.Attribution.Share;
import dev.runvar.statistics.Lmg;
import dev.runvar.statistics.OrthonormalColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Shares of R² of the detrended runtime by exposure (LMG). In a run, exposures with fewer than nine
 * readings and constant ones have no share. Between readings, an exposure is interpolated linearly.
 */
final class AttributionAnalysis {

  private static final String WASTE = "allocator waste";
  private static final String OFF_CPU = "off-CPU";
  private static final String WORK = "work";

  /** More exposures take too long, because each one doubles the work. */
  private static final int MOST_SEARCHED = 4;

  private static final double MOST_INFLATION = 10;

  /** Stands for an infinite inflation, which JSON does not have. */
  private static final double DEPENDENT = 1e6;

  /**
   * If detrending leaves less than this share of the runtime's variation, only rounding is left.
   */
  private static final double ROUNDING = 1e-12;

  private AttributionAnalysis() {}

  /**
   * The shares of one run.
   *
   * @param rSquared R² of all exposures together, NaN without any
   * @param exposures results by name, for exposures that vary
   */
  record OfRun(double rSquared, Map<String, Exposure> exposures) implements Serializable {

    private static final OfRun NOTHING = new OfRun(Double.NaN, Map.of());

    OfRun {
      exposures = Map.copyOf(exposures);
    }
  }

  /**
   * The results for one exposure in one run.
   *
   * @param tolerance share of its variation that is left after detrending; of several columns, the
   *     largest
   * @param share of the runtime's variation; NaN if the exposure is little more than its trend
   * @param inflation variance inflation by the other exposures; NaN like the share
   */
  record Exposure(double tolerance, double share, double inflation) implements Serializable {}

  /** Returns the shares of one run; none if it has too few complete cycles. */
  static OfRun measure(RunView view) {
    Map<String, List<double[]>> exposures = exposures(view);
    List<double[]> columns = new ArrayList<>();
    columns.add(view.cycles().averaged(view.run().wall()));
    exposures.values().forEach(columns::addAll);
    Frame.Rows rows = view.cycles().complete(columns);
    return rows.count() >= Evidence.FEWEST_CYCLES && rows.hasTrend()
        ? measure(rows, columns.get(0), exposures)
        : OfRun.NOTHING;
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

  private static OfRun measure(
      Frame.Rows rows, double[] wall, Map<String, List<double[]>> exposures) {
    OrthonormalColumns trend = rows.trend();
    if (trend.tolerance(rows.of(wall)) < ROUNDING) {
      return OfRun.NOTHING;
    }
    Map<String, Exposure> found = new HashMap<>();
    List<String> names = new ArrayList<>();
    List<List<double[]>> groups = new ArrayList<>();
    exposures.forEach(
        (name, columns) -> {
          List<double[]> detrended = new ArrayList<>();
          double largest = 0;
          for (double[] column : columns.stream().map(rows::of).toList()) {
            double tolerance = trend.tolerance(column);
            largest = Math.max(largest, tolerance);
            if (tolerance >= PooledDose.IDENTIFIABLE) {
              detrended.add(trend.residuals(column));
            }
          }
          if (largest > 0) {
            found.put(name, new Exposure(largest, Double.NaN, Double.NaN));
          }
          if (!detrended.isEmpty()) {
            names.add(name);
            groups.add(detrended);
          }
        });
    if (groups.isEmpty()) {
      return new OfRun(Double.NaN, found);
    }
    Lmg lmg = Lmg.of(trend.residuals(rows.of(wall)), groups);
    for (int i = 0; i < names.size(); i++) {
      double share = lmg.shares().get(i);
      double inflation = Math.min(DEPENDENT, lmg.varianceInflation().get(i));
      found.computeIfPresent(
          names.get(i), (name, own) -> new Exposure(own.tolerance(), share, inflation));
    }
    return new OfRun(lmg.rSquared(), found);
  }

  private static Map<String, Exposure> exposures(RunEffects run) {
    return run.beside().map(beside -> beside.attribution().exposures()).orElse(Map.of());
  }

  private static Figure figure(String name, ToDoubleFunction<Exposure> figure) {
    return run -> Optional.ofNullable(exposures(run).get(name)).map(figure::applyAsDouble);
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
        : new Attribution(
            Estimates.mean(
                replicates.of(run -> run.beside().map(own -> own.attribution().rSquared()))),
            shares);
  }

  private static Stream<String> names(AnalysisScope scope, Replicates replicates) {
    List<String> declared = scope.accumulations().stream().map(Accumulation::words).toList();
    List<String> always = List.of(WASTE, OFF_CPU, WORK);
    Stream<String> searched =
        replicates.names(run -> exposures(run).keySet()).stream()
            .filter(name -> !declared.contains(name) && !always.contains(name));
    return Stream.of(declared.stream(), searched, always.stream()).flatMap(names -> names);
  }

  private static Share share(String name, Replicates replicates) {
    OptionalDouble tolerance = replicates.median(figure(name, Exposure::tolerance));
    if (tolerance.isEmpty()) {
      return null;
    }
    OptionalDouble inflation = replicates.median(figure(name, Exposure::inflation));
    return new Share(
        name,
        Estimates.mean(replicates.of(figure(name, Exposure::share))),
        inflation.isPresent() ? inflation.getAsDouble() : null,
        hindrance(tolerance.getAsDouble(), inflation.orElse(DEPENDENT)).orElse(null));
  }

  private static Optional<String> hindrance(double tolerance, double inflation) {
    if (tolerance < PooledDose.IDENTIFIABLE) {
      return Optional.of("cannot be separated from time");
    }
    return inflation > MOST_INFLATION
        ? Optional.of("cannot be separated from the others")
        : Optional.empty();
  }
}
