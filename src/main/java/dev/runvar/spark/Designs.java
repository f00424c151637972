package dev.runvar.spark;

import dev.runvar.facts.Design;
import dev.runvar.facts.DesignFactor;
import dev.runvar.study.Experiment;
import dev.runvar.study.Study;
import java.util.List;

/** Converts the factors of a study's experiments for the analysis. */
final class Designs {

  private Designs() {}

  static List<Design> of(Study study) {
    return study.experiments().stream().map(Designs::of).toList();
  }

  private static Design of(Experiment experiment) {
    return new Design(
        experiment.id(),
        experiment.factors().stream().map(f -> new DesignFactor(f.name(), f.levels())).toList(),
        experiment.variesSwitchesOnly() ? Design.Kind.SWITCHES : Design.Kind.ANY);
  }
}
