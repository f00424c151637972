/**
 * The workspace on any Hadoop file system: telemetry in Parquet, run records, and the commit.
 *
 * <p>The only user of parquet-hadoop. May import {@code program}, {@code study} and {@code
 * telemetry}.
 */
package dev.runvar.store;
