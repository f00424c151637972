package dev.runvar.cli;

import dev.runvar.report.AnalysisJson;
import dev.runvar.report.TextSummary;
import dev.runvar.result.Analysis;
import java.io.PrintWriter;
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

  boolean isText() {
    return format == Format.text;
  }

  void print(PrintWriter out, Analysis analysis) {
    if (isText()) {
      TerminalText.print(out, TextSummary.of(analysis));
    } else {
      out.print(AnalysisJson.write(analysis));
    }
    out.flush();
  }
}
