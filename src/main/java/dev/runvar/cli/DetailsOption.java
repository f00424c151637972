package dev.runvar.cli;

import dev.runvar.report.Report;
import dev.runvar.report.text.HeadlineText;
import dev.runvar.report.text.ReportText;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option for how much of a report a command prints. */
final class DetailsOption {

  @Option(names = "--details", description = "Print the tables of the report as well.")
  private boolean isDetailed;

  /** Prints the headline in a few lines. */
  static void printHeadline(PrintWriter out, Report report) {
    TerminalText.print(out, HeadlineText.of(report));
    out.flush();
  }

  /** Prints the tables, if requested. */
  void printTables(PrintWriter out, Report report) {
    if (isDetailed) {
      TerminalText.print(out, ReportText.of(report));
      out.flush();
    }
  }
}
