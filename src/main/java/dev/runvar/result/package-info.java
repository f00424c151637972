/**
 * The records of {@code analysis.json} and {@code series.json}. They hold results and decide
 * nothing; must import nothing of runvar.
 */
package dev.runvar.result;
