/**
 * The performance figures of docs/performance.md, as ratios against peers in the same run.
 *
 * <p>May import {@code model}. JMH is used here alone, and DuckDB by JDBC.
 */
package dev.runvar.benchmark;
