package dev.runvar.result;

/**
 * The effect of a factor of two levels on the growth of runtime, (late − early) / early: growth is
 * relative to each level's own speed, so that a different base speed is no effect.
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
    Double p) {}
