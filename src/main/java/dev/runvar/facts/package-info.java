/**
 * What an analysis needs of the cycles of one run, found in one pass over its columns: figures,
 * times of phases, and bins for series. Tables of these facts are what the SQL works on.
 */
package dev.runvar.facts;
