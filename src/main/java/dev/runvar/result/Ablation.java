package dev.runvar.result;

import java.util.List;

/**
 * Which switch buys what: experiments that vary two to four switches of two levels in every
 * combination, with the seed as the unit of replication.
 */
public record Ablation(
    List<AblatedExperiment> experiments, List<Contribution> contributions, List<Effect> effects) {

  public Ablation {
    experiments = List.copyOf(experiments);
    contributions = List.copyOf(contributions);
    effects = List.copyOf(effects);
  }

  /**
   * One experiment; first levels are what its switches change from.
   *
   * @param seeds that have a run in every cell
   * @param samePath whether all runs of a seed took the same path, null without trajectories
   * @param firstNanos mean runtime with all switches at their first level
   * @param lastNanos mean runtime with all switches at their second level
   * @param savedNanos first minus last
   * @param speedup first by last, geometric mean
   * @param answers one plain sentence a switch
   */
  public record AblatedExperiment(
      String experiment,
      int seeds,
      Boolean samePath,
      double firstNanos,
      double lastNanos,
      Estimate savedNanos,
      Estimate speedup,
      List<String> answers) {

    public AblatedExperiment {
      answers = List.copyOf(answers);
    }
  }

  /**
   * What one switch saves of a cycle, in nanoseconds; negative when it costs.
   *
   * @param shapleyNanos mean over the orders of switching: switches sum to what is saved
   * @param share of what is saved, null when nothing is
   * @param aloneNanos while the others have their first level
   * @param lastNanos while the others have their second level
   * @param p that the Shapley value is zero; {@code pAdjusted} by Holm over the switches
   */
  public record Contribution(
      String experiment,
      String name,
      String from,
      String to,
      Estimate shapleyNanos,
      Double share,
      Estimate aloneNanos,
      Estimate lastNanos,
      double p,
      double pAdjusted) {}

  /**
   * A main effect or an interaction, second level against first; an interaction is half of how much
   * one switch changes the effect of the others.
   *
   * @param name a switch, or several with × between them
   * @param measure {@code saved-nanos} and {@code acceleration} are differences, {@code speed-up}
   *     and {@code cv} are ratios from the log scale
   * @param pAdjusted by Holm over the main effects and interactions of the measure
   */
  public record Effect(
      String experiment,
      String name,
      String measure,
      Estimate estimate,
      double p,
      double pAdjusted) {}
}
