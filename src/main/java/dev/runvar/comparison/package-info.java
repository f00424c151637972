/**
 * Compares matched runs: variants, ablations and effects of factors. Plain Java over {@code facts}.
 */
package dev.runvar.comparison;
