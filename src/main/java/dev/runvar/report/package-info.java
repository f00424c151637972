/**
 * What a report says: answers, sections and tables, each built once for the terminal and the page.
 *
 * <p>May import {@code result} only. Packs add sections and figures through {@link
 * dev.runvar.report.ReportExtension}.
 */
package dev.runvar.report;
