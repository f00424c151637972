package dev.runvar.facts;

import java.io.Serializable;

/**
 * What one run says of an outcome y, an exposure x, and its jumps z: sums of products of what
 * trend, covariates and the course of other runs leave of them.
 *
 * @param xx sum of x·x, and so on; y is a share of the run's mean runtime
 * @param xz not negative
 * @param variation sum of squares of x from its mean, before anything is taken out
 * @param spread q95 − q05 of x
 */
public record DoseSums(
    double xx, double xz, double zz, double xy, double zy, double variation, double spread)
    implements Serializable {}
