/**
 * Shows an analysis to people and programs; needs no Spark.
 *
 * <p>May import {@code hypothesis} and {@code study}.
 */
package dev.runvar.report;
