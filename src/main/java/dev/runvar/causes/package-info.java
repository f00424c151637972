/**
 * Decides why cycles take longer: growth accounting, causes and verdicts. Plain Java over {@code
 * facts}; must not know files, Spark or reports.
 */
package dev.runvar.causes;
