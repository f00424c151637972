/**
 * Pure functions over arrays and sums: no I/O, no clock, no randomness of their own.
 *
 * <p>Must import nothing else of ours.
 */
package dev.runvar.statistics;
