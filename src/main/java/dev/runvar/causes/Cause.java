package dev.runvar.causes;

import dev.runvar.facts.RunView;
import java.io.Serializable;
import java.util.List;

/** A mechanism that may explain why cycles take longer; equal ones make the same claim. */
interface Cause extends Serializable {

  /** What one run says of a claim. */
  interface OfRun extends Serializable {}

  /** Returns the name under which results show it; no two causes of a study have the same. */
  String name();

  /** Returns what it claims, in words. */
  String claim();

  /** Returns what one run says of the claim. */
  OfRun measure(RunView view);

  /** Returns the factors that change the cause itself. */
  default List<Intervention> interventions() {
    return List.of();
  }

  /** Returns what the replicates say of the claim, as far as regressions within runs go. */
  Evidence evidence(Replicates replicates);
}
