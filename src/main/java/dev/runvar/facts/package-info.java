/**
 * One pass over one run: its columns, and everything that later stages need of it, in mergeable
 * form. Plain Java over arrays; must not know files or Spark.
 */
package dev.runvar.facts;
