package dev.runvar.comparison;

import dev.runvar.facts.Design;
import dev.runvar.facts.DesignFactor;
import dev.runvar.facts.Estimates;
import dev.runvar.facts.FactorCells;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.GrowthEffect;
import dev.runvar.statistics.MeanTest;
import java.util.ArrayList;
import java.util.List;

/** Finds the effect of each factor of two levels on the growth of runtime. */
public final class GrowthEffects {

  private GrowthEffects() {}

  /** Returns the effects of every factor of two levels in runs that are alike in all else. */
  public static List<GrowthEffect> of(Design design, List<RunStatistics> runs) {
    List<GrowthEffect> effects = new ArrayList<>();
    for (DesignFactor factor : design.factors()) {
      if (factor.hasTwoLevels()) {
        FactorCells growth = FactorCells.growth(factor, runs);
        if (!growth.bySeed().isEmpty()) {
          effects.add(effect(design.experiment(), factor, growth));
        }
      }
    }
    return effects;
  }

  private static GrowthEffect effect(String experiment, DesignFactor factor, FactorCells growth) {
    double[] differences = growth.effects(1);
    return new GrowthEffect(
        experiment,
        factor.name(),
        factor.from(),
        factor.to(),
        Estimates.mean(growth.at(0)).value(),
        Estimates.mean(growth.at(1)).value(),
        Estimates.mean(differences),
        differences.length < 2 ? null : MeanTest.of(differences).p());
  }
}
