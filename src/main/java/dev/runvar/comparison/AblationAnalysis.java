package dev.runvar.comparison;

import dev.runvar.facts.Design;
import dev.runvar.facts.DesignFactor;
import dev.runvar.facts.Estimates;
import dev.runvar.facts.FactorCells;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.Ablation;
import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Ablation.Contribution;
import dev.runvar.result.Ablation.Effect;
import dev.runvar.result.Estimate;
import dev.runvar.statistics.Holm;
import dev.runvar.statistics.MeanTest;
import dev.runvar.statistics.ShapleyValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out which switch buys what, in experiments that vary all combinations of some. */
public final class AblationAnalysis {

  private static final int FEWEST_SWITCHES = 2;
  private static final int MOST_SWITCHES = 4;
  private static final int FEWEST_SEEDS = 2;

  private AblationAnalysis() {}

  /**
   * Returns the answers, or null when no experiment is an ablation with two complete seeds.
   *
   * @param floor savings below this share of runtime do not count
   */
  public static Ablation of(List<Design> designs, List<RunStatistics> runs, double floor) {
    List<AblatedExperiment> experiments = new ArrayList<>();
    List<Contribution> contributions = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    for (Design design : designs) {
      List<RunStatistics> own =
          runs.stream().filter(run -> run.experiment().equals(design.experiment())).toList();
      FactorCells nanos = cells(own, design, AblationAnalysis::positiveNanos);
      if (isAblation(design, own) && nanos.bySeed().size() >= FEWEST_SEEDS) {
        List<Contribution> shares = contributions(design, nanos);
        experiments.add(experiment(design, own, nanos, answers(shares, nanos, floor)));
        contributions.addAll(shares);
        effects.addAll(effects(design, own));
      }
    }
    return experiments.isEmpty() ? null : new Ablation(experiments, contributions, effects);
  }

  /** A factor is a switch by its name, or when no level of it changes the path of a run. */
  private static boolean isAblation(Design design, List<RunStatistics> runs) {
    int switches = design.factors().size();
    return switches >= FEWEST_SWITCHES
        && switches <= MOST_SWITCHES
        && design.factors().stream().allMatch(DesignFactor::hasTwoLevels)
        && (design.kind() == Design.Kind.SWITCHES || Boolean.TRUE.equals(samePath(runs)));
  }

  /** Null when a run told no trajectory. */
  private static Boolean samePath(List<RunStatistics> runs) {
    if (runs.stream().map(RunStatistics::trajectory).anyMatch(Objects::isNull)) {
      return null;
    }
    return runs.stream()
        .collect(
            Collectors.groupingBy(
                RunStatistics::seed,
                Collectors.mapping(RunStatistics::trajectory, Collectors.toSet())))
        .values()
        .stream()
        .allMatch(trajectories -> trajectories.size() == 1);
  }

  private static FactorCells cells(
      List<RunStatistics> runs, Design design, Function<RunStatistics, Double> value) {
    return FactorCells.of(runs, design.factors(), RunStatistics::levels, value);
  }

  private static AblatedExperiment experiment(
      Design design, List<RunStatistics> runs, FactorCells nanos, List<String> answers) {
    int last = (1 << design.factors().size()) - 1;
    Estimate first = Estimates.mean(nanos.at(0));
    return new AblatedExperiment(
        design.experiment(),
        nanos.bySeed().size(),
        samePath(runs),
        first.value(),
        Estimates.mean(nanos.at(last)).value(),
        Estimates.mean(nanos.perSeed(cells -> cells[0] - cells[last])),
        Estimates.ratio(nanos.perSeed(cells -> Math.log(cells[0] / cells[last]))),
        answers);
  }

  private static List<String> answers(List<Contribution> shares, FactorCells nanos, double floor) {
    double firstNanos = Estimates.mean(nanos.at(0)).value();
    return shares.stream().map(share -> AblationAnswer.of(share, firstNanos, floor)).toList();
  }

  private static List<Contribution> contributions(Design design, FactorCells nanos) {
    List<ShapleyValues> shapley = nanos.bySeed().values().stream().map(ShapleyValues::of).toList();
    int switches = design.factors().size();
    double saved =
        Estimates.mean(nanos.perSeed(cells -> cells[0] - cells[cells.length - 1])).value();
    List<MeanTest> tests = new ArrayList<>();
    for (int i = 0; i < switches; i++) {
      tests.add(MeanTest.of(savings(shapley, ShapleyValues::values, i)));
    }
    double[] adjusted = adjusted(tests);
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < switches; i++) {
      DesignFactor factor = design.factors().get(i);
      Estimate value = Estimates.of(tests.get(i).effect(), shapley.size());
      contributions.add(
          new Contribution(
              design.experiment(),
              factor.name(),
              factor.from(),
              factor.to(),
              value,
              saved > 0 ? value.value() / saved : null,
              Estimates.mean(savings(shapley, ShapleyValues::alone, i)),
              Estimates.mean(savings(shapley, ShapleyValues::last, i)),
              tests.get(i).p(),
              adjusted[i]));
    }
    return contributions;
  }

  /** What a switch takes off a runtime is what it saves. */
  private static double[] savings(
      List<ShapleyValues> seeds, Function<ShapleyValues, List<Double>> which, int position) {
    return seeds.stream().mapToDouble(seed -> -which.apply(seed).get(position)).toArray();
  }

  private static List<Effect> effects(Design design, List<RunStatistics> runs) {
    List<Effect> effects = new ArrayList<>();
    Map<String, Function<RunStatistics, Double>> differences =
        Map.of("saved-nanos", run -> -run.meanNanos(), "acceleration", RunStatistics::acceleration);
    Map<String, Function<RunStatistics, Double>> ratios =
        Map.of("speed-up", run -> -Math.log(run.meanNanos()), "cv", AblationAnalysis::logCv);
    for (String measure : List.of("saved-nanos", "acceleration")) {
      effects.addAll(effects(design, runs, measure, differences.get(measure), Function.identity()));
    }
    for (String measure : List.of("speed-up", "cv")) {
      effects.addAll(effects(design, runs, measure, ratios.get(measure), Estimates::exponential));
    }
    return effects;
  }

  /** A run whose cycles take no time has no speed. */
  private static Double positiveNanos(RunStatistics run) {
    return run.meanNanos() > 0 ? run.meanNanos() : null;
  }

  /** Null for a run whose cycles all take the same time. */
  private static Double logCv(RunStatistics run) {
    return run.cv() == null || run.cv() <= 0 ? null : Math.log(run.cv());
  }

  private static List<Effect> effects(
      Design design,
      List<RunStatistics> runs,
      String measure,
      Function<RunStatistics, Double> value,
      Function<Estimate, Estimate> scale) {
    FactorCells cells = cells(runs, design, value);
    int seeds = cells.bySeed().size();
    if (seeds < FEWEST_SEEDS) {
      return List.of();
    }
    int effects = (1 << design.factors().size()) - 1;
    List<MeanTest> tests = new ArrayList<>();
    for (int effect = 1; effect <= effects; effect++) {
      tests.add(MeanTest.of(cells.effects(effect)));
    }
    double[] adjusted = adjusted(tests);
    List<Effect> answers = new ArrayList<>();
    for (int effect = 1; effect <= effects; effect++) {
      MeanTest test = tests.get(effect - 1);
      Estimate estimate = scale.apply(Estimates.of(test.effect(), seeds));
      answers.add(
          new Effect(
              design.experiment(),
              name(design, effect),
              measure,
              estimate,
              test.p(),
              adjusted[effect - 1]));
    }
    return answers;
  }

  private static double[] adjusted(List<MeanTest> tests) {
    return Holm.adjusted(tests.stream().mapToDouble(MeanTest::p).toArray());
  }

  private static String name(Design design, int effect) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < design.factors().size(); i++) {
      if ((effect & 1 << i) != 0) {
        names.add(design.factors().get(i).name());
      }
    }
    return String.join(" × ", names);
  }
}
