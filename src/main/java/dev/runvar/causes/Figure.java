package dev.runvar.causes;

import java.util.Optional;

/** An optional number of a run; a number that is not finite counts as missing. */
@FunctionalInterface
interface Figure {

  Optional<Double> of(RunEffects run);
}
