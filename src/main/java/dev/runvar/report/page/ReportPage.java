package dev.runvar.report.page;

import dev.runvar.report.FigureSet;
import dev.runvar.report.Report;
import dev.runvar.report.Section;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A report as one HTML page that needs nothing beside it: the answers and the main chart, then what
 * they rest on. The page is well-formed as XML too.
 */
public final class ReportPage {

  /** Where the page stands in a study's directory. */
  public static final String PATH = "report/index.html";

  /** What browsers show in place of a character that cannot be. */
  private static final int REPLACEMENT = 0xFFFD;

  private ReportPage() {}

  /**
   * Returns the page; whatever a study says in it is text and never markup.
   *
   * @param flameGraphs of the profiled experiments, which stand below the answers
   */
  public static String of(Report report, FigureSet figures, List<FlameGraph> flameGraphs) {
    StringOutput output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render(
            "page.jte",
            Map.of(
                "report",
                report,
                "figures",
                figures,
                "flameGraphs",
                flameGraphs,
                "style",
                resource("page.css"),
                "script",
                resource("page.js")),
            output);
    return valid(output.toString());
  }

  /** Returns the page of a comparison, which is one section. */
  public static String of(Section section) {
    StringOutput output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render(
            "compare.jte",
            Map.of(
                "section", section, "style", resource("page.css"), "script", resource("page.js")),
            output);
    return valid(output.toString());
  }

  /** Replaces control characters and halves of pairs, which neither HTML nor XML has. */
  static String valid(String page) {
    return page.codePoints()
        .map(point -> isValid(point) ? point : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isValid(int point) {
    boolean control = point < ' ' && point != '\n' && point != '\t';
    boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !control && !half && point != 0xFFFE && point != 0xFFFF;
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
