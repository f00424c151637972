/**
 * The audit store that the built-in workload writes to: one SQLite file per run.
 *
 * <p>The only user of the SQL driver; must import nothing else of ours.
 */
package dev.runvar.audit;
