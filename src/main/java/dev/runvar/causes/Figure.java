package dev.runvar.causes;

import java.util.Optional;

/** A number that a run gives, or does not; one that is not finite counts as not given. */
@FunctionalInterface
interface Figure {

  Optional<Double> of(RunEffects run);
}
