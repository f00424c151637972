/**
 * A cycle's row, the catalogue of its columns, and the JSON-lines contract in which any program
 * reports its cycles.
 *
 * <p>Must import nothing else of ours.
 */
package dev.runvar.telemetry;
