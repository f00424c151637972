/**
 * Draws the figures of a report, for print and for the page, from the same charts. The only user of
 * JFreeChart and JFreeSVG.
 */
package dev.runvar.report.chart;
