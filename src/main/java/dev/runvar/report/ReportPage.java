package dev.runvar.report;

import dev.runvar.result.Analysis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An analysis as one HTML page that needs nothing beside it: the answers in plain words, then what
 * they rest on.
 */
public final class ReportPage {

  /** Where the page stands in a study's directory. */
  public static final String PATH = "report/index.html";

  private ReportPage() {}

  /** Returns the page, which is well-formed as XML too. */
  public static String of(Analysis analysis, FigureSet figures, Origin origin) {
    Html html = new Html();
    html.open("html", "lang", "en");
    head(html, analysis);
    html.open("body").element("a", "Skip to the answers", "class", "skip", "href", "#answers");
    header(html, analysis);
    html.open("main");
    answers(html, Answers.of(analysis, origin.mostRunsAtOnce()));
    List<Section> sections = sections(analysis, figures, origin);
    contents(html, sections);
    sections.forEach(section -> section.write(html));
    html.closeLine().asset("script", resource("page.js")).closeLine().closeLine();
    return "<!DOCTYPE html>\n" + html;
  }

  private static List<Section> sections(Analysis analysis, FigureSet figures, Origin origin) {
    return List.of(
        GrowthSection.of(analysis),
        HypothesisSection.of(analysis),
        OptimizationSection.of(analysis),
        AblationSection.of(analysis),
        ExperimentSection.of(analysis),
        AttributionSection.of(analysis),
        ProblemSection.of(analysis),
        FigureSection.of(figures),
        ProvenanceSection.of(analysis, origin));
  }

  private static void head(Html html, Analysis analysis) {
    html.open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        // Without it browsers ask the server for one.
        .empty("link", "rel", "icon", "href", "data:,")
        .element("title", analysis.study() + ": why it slows down")
        .asset("style", resource("page.css"))
        .closeLine();
  }

  private static void header(Html html, Analysis analysis) {
    html.open("header")
        .element("h1", analysis.study())
        .paragraph(
            "%d of %d runs are OK. Analysed %s."
                .formatted(analysis.runs().ok(), analysis.runs().planned(), analysis.generated()));
    analysis.notes().forEach(note -> html.paragraph(note, "class", "note"));
    html.closeLine();
  }

  private static void answers(Html html, List<Answer> answers) {
    html.open("section", "id", "answers", "tabindex", "-1", "aria-labelledby", "answers-title")
        .element("h2", "The answers", "id", "answers-title")
        .open("div", "class", "answers");
    for (Answer answer : answers) {
      html.open("article", "class", "card")
          .element("h3", answer.question())
          .paragraph(answer.word(), "class", "word")
          .paragraph(answer.sentence());
      if (!answer.details().isEmpty()) {
        html.open("ul");
        answer.details().forEach(detail -> html.element("li", detail));
        html.closeLine();
      }
      html.closeLine();
    }
    html.close().closeLine();
  }

  private static void contents(Html html, List<Section> sections) {
    html.open("nav", "aria-label", "Sections").open("ul");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close();
    }
    html.close().closeLine();
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream("/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
