package dev.runvar.spark;

import dev.runvar.facts.Design;
import dev.runvar.facts.DesignFactor;
import dev.runvar.study.Experiment;
import dev.runvar.study.Study;
import java.util.List;

/** What the experiments of a study vary, as the analysis takes it. */
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
