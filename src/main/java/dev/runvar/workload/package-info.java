/**
 * The built-in workload: a swarm that senses its host and keeps an audit store, timing its own
 * phases; and the main of a run's process.
 *
 * <p>May import {@code model}, {@code audit}, {@code host} and {@code telemetry}. A run's JVM has
 * no Spark, Hadoop or Jackson on its class path, so nothing here may need them.
 */
package dev.runvar.workload;
