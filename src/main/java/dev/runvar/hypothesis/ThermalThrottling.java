package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.hypothesis.Evidence.Route;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** H4: a processor that gets hot and throttles slows the run down. */
final class ThermalThrottling implements Hypothesis {

  private static final String CRITERION = "Spearman, CPU % as a proxy against runtime: p < 0.05";

  private static final String MOVED = "H4.moved";
  private static final String THROTTLE = "H4.throttle";
  private static final String FREQUENCY = "H4.frequency";
  private static final String HEAT = "H4.heat";

  @Override
  public String id() {
    return "H4";
  }

  @Override
  public String claim() {
    return "thermal throttling";
  }

  @Override
  public PaperAnswer paper(PooledFigures figures) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    PaperRule.put(statistics, "cpu", figures.cpuRank());
    statistics.put("every", (double) figures.rankedEvery());
    return figures
        .cpuRank()
        .map(
            rank ->
                PaperRule.answer(
                    CRITERION, statistics, rank.p() < PaperRule.SIGNIFICANCE, Math.abs(rank.rho())))
        .orElse(PaperRule.notMeasurable(CRITERION, statistics));
  }

  @Override
  public void measure(RunView view, EffectValues values) {
    RunTelemetry run = view.run();
    double[] outcome = view.cpu().orElse(run.wall());
    List<double[]> covariates = view.workAnd(List.of(view.database(), view.patterns()));
    run.column("throttle_count")
        .ifPresent(
            count -> {
              double[] increments = increments(count);
              values.put(MOVED, Arrays.stream(increments).sum());
              measure(THROTTLE, view, outcome, increments, covariates, values);
            });
    Optional<double[]> temperature = run.column("cpu_temperature_celsius");
    run.column("cpu_frequency_hertz")
        .ifPresent(
            hertz -> {
              double[] period =
                  Arrays.stream(hertz).map(h -> h > 0 ? 1e9 / h : Double.NaN).toArray();
              measure(FREQUENCY, view, outcome, period, covariates, values);
              temperature.ifPresent(
                  celsius -> measureHeat(view, period, celsius, covariates, values));
            });
  }

  private static void measure(
      String name,
      RunView view,
      double[] outcome,
      double[] exposure,
      List<double[]> covariates,
      EffectValues values) {
    Frame.Fits fits = view.readings().fit(outcome, exposure, covariates);
    Dose.measure(name, fits, view.run().meanWall(), values);
  }

  /** What the temperature does to the time of a clock cycle, as a share of that. */
  private static void measureHeat(
      RunView view,
      double[] period,
      double[] celsius,
      List<double[]> covariates,
      EffectValues values) {
    double mean = Arrays.stream(period).filter(p -> !Double.isNaN(p)).average().orElse(Double.NaN);
    Dose.measure(HEAT, view.readings().fit(period, celsius, covariates), mean, values);
  }

  /** What a counter rose by since the cycle before; 0 where it is not known. */
  private static double[] increments(double[] counter) {
    double[] increments = new double[counter.length];
    for (int i = 1; i < counter.length; i++) {
      double step = counter[i] - counter[i - 1];
      increments[i] = Double.isNaN(step) ? 0 : Math.max(0, step);
    }
    return increments;
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    if (replicates.has(MOVED) && replicates.largest(MOVED) == 0) {
      return Evidence.ofStill("the processors never throttled", replicates);
    }
    if (replicates.has(MOVED)) {
      return Evidence.of(
          Route.DOSE,
          "throttling of the processors",
          replicates,
          Dose.effect(THROTTLE, replicates));
    }
    if (!replicates.has(Dose.effect(HEAT, replicates))) {
      return Evidence.notMeasurable(
          "this host counts no throttling, and does not give frequency and temperature together");
    }
    Evidence slow =
        Evidence.of(
            Route.DOSE,
            "a slower clock of the processors",
            replicates,
            Dose.effect(FREQUENCY, replicates));
    double heat =
        ExposureRule.p(
            Evidence.test(replicates, Dose.effect(HEAT, replicates), replicates.floor()));
    return slow.withP(Math.max(slow.p(), heat));
  }
}
