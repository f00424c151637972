package dev.runvar.cli;

import dev.runvar.report.AnalysisJson;
import dev.runvar.report.Report;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** For whom a command prints its result. */
final class FormatOption {

  /** Who reads the result. */
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

  /** Prints the answer for people, or the whole analysis for programs. */
  void print(PrintWriter out, Report report) {
    if (isText()) {
      DetailsOption.printHeadline(out, report);
    } else {
      out.print(AnalysisJson.write(report.analysis()));
    }
    out.flush();
  }

  /** Prints the tables for people, if they are asked for. */
  void printTables(PrintWriter out, Report report) {
    if (isText()) {
      details.printTables(out, report);
    }
  }
}
