/**
 * What comes from elsewhere: files of other programs become a study.
 *
 * <p>Bytes, unpacked, become rows of texts by column ({@code Rows}: tables, JSON, lines of a log,
 * Parquet); {@code ColumnMap} says what the columns mean, {@code TableRuns} makes cycles and runs
 * of the rows, and {@code RunWriter} telemetry of these. A {@code Format} is a data file of
 * options.
 *
 * <p>May import {@code study}, {@code telemetry} and {@code store}.
 */
package dev.runvar.exchange;
