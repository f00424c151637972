/**
 * Measures runvar itself: benches against peers in the same run, and studies of known truth that
 * show how often the answers are right. JMH and DuckDB are used here alone.
 */
package dev.runvar.lab;
