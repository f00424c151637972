/**
 * Imports files of other programs as a study.
 *
 * <p>{@code Rows} turns unpacked bytes (tables, JSON, lines of a log, Parquet) into rows of texts
 * by column. {@code ColumnMap} maps the columns to ours, {@code TableRuns} groups the rows into
 * cycles and runs, and {@code RunWriter} writes them as telemetry. A {@code Format} is a data file
 * of options.
 *
 * <p>May import {@code study}, {@code telemetry} and {@code store}.
 */
package dev.runvar.exchange;
