/** Renders a report as one HTML file that needs nothing beside it. The only user of JTE. */
package dev.runvar.report.page;
