/**
 * Extracts from one run, in one pass, everything that later stages need, in mergeable form. Plain
 * Java over arrays; must not know files or Spark.
 */
package dev.runvar.facts;
