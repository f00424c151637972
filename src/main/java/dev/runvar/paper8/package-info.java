/**
 * The published study: its five hypotheses and criteria, its figures and its result files. Studies
 * ask for it by {@code criteria: paper8}; nothing but {@code cli} names it.
 */
package dev.runvar.paper8;
