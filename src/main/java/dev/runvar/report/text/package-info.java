/** Renders a report as plain text for a terminal. Must not load a class that draws. */
package dev.runvar.report.text;
