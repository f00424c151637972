package dev.runvar.facts;

import java.io.Serializable;

/**
 * Sums of products for one run, of an outcome y, an exposure x and its jumps z. Each is the
 * residual after trend, covariates and the courses of other runs.
 *
 * @param xx sum of x·x, and so on; y is a share of the run's mean runtime
 * @param xz not negative
 * @param variation sum of squares of x from its mean, before any adjustment
 * @param spread q95 − q05 of x
 */
public record DoseSums(
    double xx, double xz, double zz, double xy, double zy, double variation, double spread)
    implements Serializable {}
