package dev.runvar.hypothesis;

import dev.runvar.statistics.MeanTest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a factor of two levels does to the growth of runtime, (late − early) / early: its own growth
 * at each level, so that another base speed is no effect.
 *
 * @param atFrom mean growth at the first level over seeds, {@code atTo} at the second
 * @param difference second minus first, per seed
 * @param p that there is no difference, null under two seeds
 */
public record GrowthEffect(
    String experiment,
    String factor,
    String from,
    String to,
    double atFrom,
    double atTo,
    Estimate difference,
    Double p) {

  /** Returns the effects of every factor of two levels in runs that are alike in all else. */
  public static List<GrowthEffect> of(Design design, List<RunFigures> runs) {
    List<GrowthEffect> effects = new ArrayList<>();
    for (DesignFactor factor : design.factors()) {
      if (factor.hasTwoLevels()) {
        FactorCells growth = growth(factor, runs);
        if (!growth.bySeed().isEmpty()) {
          effects.add(effect(design.experiment(), factor, growth));
        }
      }
    }
    return effects;
  }

  /** Returns the growth at both levels by seed, over runs that are alike in all else. */
  static FactorCells growth(DesignFactor factor, List<RunFigures> runs) {
    return FactorCells.of(runs, List.of(factor), RunFigures::levels, RunFigures::acceleration);
  }

  private static GrowthEffect effect(String experiment, DesignFactor factor, FactorCells growth) {
    double[] differences = growth.effects(1);
    return new GrowthEffect(
        experiment,
        factor.name(),
        factor.from(),
        factor.to(),
        Estimate.mean(growth.at(0)).value(),
        Estimate.mean(growth.at(1)).value(),
        Estimate.mean(differences),
        differences.length < 2 ? null : MeanTest.of(differences).p());
  }
}
