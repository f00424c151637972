package dev.runvar.causes;

import dev.runvar.facts.EffectValues;
import dev.runvar.facts.RunView;
import java.util.List;

/** A mechanism that may explain why cycles take longer. */
interface Cause {

  /** Returns the name under which results show it; no two causes of a study have the same. */
  String name();

  /** Returns what it claims, in words. */
  String claim();

  /** Keeps what one run says of the claim. */
  void measure(RunView view, EffectValues values);

  /** Returns the factors that change the cause itself. */
  default List<Intervention> interventions() {
    return List.of();
  }

  /** Returns what the replicates say of the claim, as far as regressions within runs go. */
  Evidence evidence(Replicates replicates);
}
