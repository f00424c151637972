package dev.runvar.cli;

import dev.runvar.report.AnalysisJson;
import dev.runvar.report.Report;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option for the format of a command's result. */
final class FormatOption {

  /** The format of the result. */
  enum Format {
    text,
    json
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text for people, json for programs; default: ${DEFAULT-VALUE}.")
  private Format format;

  @Mixin private DetailsOption details;

  boolean isText() {
    return format == Format.text;
  }

  /** Prints the headline as text, or the whole analysis as JSON. */
  void print(PrintWriter out, Report report) {
    if (isText()) {
      DetailsOption.printHeadline(out, report);
    } else {
      out.print(AnalysisJson.write(report.analysis()));
    }
    out.flush();
  }

  /** Prints the tables as text, if requested. */
  void printTables(PrintWriter out, Report report) {
    if (isText()) {
      details.printTables(out, report);
    }
  }
}
