package dev.runvar.causes;

import dev.runvar.facts.RunView;
import java.io.Serializable;
import java.util.List;

/** A mechanism that may explain why cycles take longer; equal ones make the same claim. */
interface Cause extends Serializable {

  /** The data of one run on a claim. */
  interface OfRun extends Serializable {}

  /** Returns the name in results, which is unique within a study. */
  String name();

  /** Returns the claim in words. */
  String claim();

  /** Measures the claim in one run. */
  OfRun measure(RunView view);

  /** Returns the factors that change the cause itself. */
  default List<Intervention> interventions() {
    return List.of();
  }

  /** Returns the evidence of the replicates on the claim, by regressions within runs. */
  Evidence evidence(Replicates replicates);
}
