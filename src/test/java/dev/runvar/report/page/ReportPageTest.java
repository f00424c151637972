package dev.runvar.report.page;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.report.Answer;
import dev.runvar.report.text.HeadlineText;
import dev.runvar.report.text.ReportText;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportPageTest {

  @ParameterizedTest
  @EnumSource
  void a_page_is_well_formed_and_its_parts_refer_to_each_other(PageSamples sample)
      throws IOException, SAXException, ParserConfigurationException {
    Document page = parsed(sample.page());
    List<String> ids = attributes(page, "id");
    assertAll(
        () -> assertEquals(ids.stream().distinct().toList(), ids),
        () -> assertTrue(ids.containsAll(attributes(page, "aria-labelledby"))),
        () ->
            assertTrue(
                ids.containsAll(
                    attributes(page, "href").stream()
                        .filter(href -> href.startsWith("#"))
                        .map(href -> href.substring(1))
                        .toList())),
        () -> assertEquals(1, page.getElementsByTagName("h1").getLength()),
        () ->
            assertEquals(
                page.getElementsByTagName("table").getLength(),
                page.getElementsByTagName("caption").getLength()),
        () ->
            assertEquals(
                sample == PageSamples.USUAL ? 12 : 10,
                page.getElementsByTagName("h2").getLength()));
  }

  @ParameterizedTest
  @EnumSource
  void every_heading_of_a_table_has_a_scope_and_every_picture_its_words(PageSamples sample)
      throws IOException, SAXException, ParserConfigurationException {
    Document page = parsed(sample.page());
    elements(page, "th").forEach(th -> assertTrue(th.hasAttribute("scope")));
    elements(page, "img").forEach(img -> assertFalse(img.getAttribute("alt").isEmpty()));
    elements(page, "svg").forEach(svg -> assertFalse(svg.getAttribute("aria-label").isEmpty()));
  }

  @ParameterizedTest
  @EnumSource
  void what_a_study_says_is_text_and_never_markup(PageSamples sample)
      throws IOException, SAXException, ParserConfigurationException {
    Document page = parsed(sample.page());
    String shown = PageSamples.HOSTILE.replace('\u0001', '\uFFFD');
    assertEquals(1, page.getElementsByTagName("script").getLength());
    assertEquals("study of " + shown, page.getElementsByTagName("h1").item(0).getTextContent());
    assertTrue(page.getDocumentElement().getTextContent().contains("title of " + shown));
  }

  @ParameterizedTest
  @EnumSource
  void a_page_refers_to_nothing_but_itself_and_the_figures_beside_it(PageSamples sample)
      throws IOException, SAXException, ParserConfigurationException {
    Document page = parsed(sample.page());
    List<String> references = attributes(page, "href");
    references.addAll(attributes(page, "src"));
    for (String reference : references) {
      assertTrue(reference.matches("(#|data:|figures/).*"), reference);
    }
    String style = page.getElementsByTagName("style").item(0).getTextContent();
    assertFalse(style.contains("url(") || style.contains("@import"), style);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_not_there_is_never_shown_as_a_number(PageSamples sample) {
    String page = sample.page();
    String body = page.substring(page.indexOf("<body>"), page.indexOf("<script>"));
    assertFalse(body.matches("(?s).*\\b(null|NaN|Infinity)\\b.*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          USUAL           | Yes            | +10.0 %        | Mostly persist | store            | Yes            | With care
          ONE_RUN         | Not yet known  | Not yet known  | Not yet known  | Not measurable | Not measurable | Not yet
          NO_OPTIMIZED    | No             | +0.20 %         | No growth      | None           | Not measurable | No
          ALL_FAILED      | Not measurable | Not measurable | Not measurable | Not measurable | Not measurable | No
          MANY_TREATMENTS | Undecided      | +10.0 %        | Undecided      | None           | Not measurable | With care
          IMPORTED        | Yes            | +10.0 %        | Not measurable | store            | Yes            | With care
          """)
  void the_six_answers_are_those_of_the_study(
      PageSamples sample,
      String grows,
      String amount,
      String parts,
      String cause,
      String optimization,
      String trust) {
    assertEquals(
        List.of(grows, amount, parts, cause, optimization, trust),
        answers(sample).stream().map(Answer::word).toList());
  }

  @Test
  void answers_are_sentences_with_number_and_interval() {
    List<String> sentences = answers(PageSamples.USUAL).stream().map(Answer::sentence).toList();
    String label = PageSamples.HOSTILE;
    assertEquals(
        List.of(
            "From the first to the last fifth of a run, a cycle of %s changes by +10 ns (+8 ns to +12 ns), over 10 seeds."
                .formatted(label),
            "+10.0 % of the mean cycle of 100 ns from the first to the last fifth of a run (95 % interval +8.00 % to +12.0 %).",
            "The largest parts: persist +8 ns (+8 ns to +12 ns), 80.0 % of it; sense +2 ns (+8 ns to +12 ns), 20.0 % of it.",
            "store (size of the store) is supported (+5.00 % of the early runtime, 95 % interval +4.00 % to +6.00 %).",
            "Matched runs are 175 times as fast (95 % interval 170 to 180 over 10 seeds); the interval is above 1 by more than 1 %.",
            "10 seeds and 18 of 20 runs; mind that 2 runs failed or are missing, and that 1 ended before their last cycle, and that up to 2 runs shared a host."),
        sentences);
  }

  @Test
  void without_criteria_the_runs_are_compared_and_nothing_of_a_paper_is_tested() {
    Answer answer = answers(PageSamples.IMPORTED).get(4);
    assertEquals(
        "Matched runs are 175 times as fast (95 % interval 170 to 180 over 10 seeds); the interval is above 1 by more than 1 %.",
        answer.sentence());
    assertEquals(
        List.of(
            "In 2 of 5 pairs, runs are not equally long (up to 1,500 cycles). Only the first 600 to 700 cycles are compared, which all runs of the pair have.",
            "Growth, late against early cycles: unoptimized +50.0 % (+40.0 % to +60.0 %), optimized +10.0 % (+0.0 % to +20.0 %), difference -40.0 % (-50.0 % to -30.0 %).",
            "Variation: the CV is larger.",
            "By the means of all runs 200 × (200 ns → 1 ns), of different cycles, because runs are not equally long."),
        answer.details());
    String page = PageSamples.IMPORTED.page();
    int start = page.indexOf("id=\"optimization\"");
    String section = page.substring(start, page.indexOf("</section>", start));
    for (String word : List.of("refuted", "rejected", "the paper", "160")) {
      assertFalse(section.contains(word), word);
      assertFalse(ReportText.of(PageSamples.IMPORTED.report()).contains(word), word);
    }
  }

  @Test
  void trust_rests_on_runs_concurrency_instrument_controls_and_what_could_be_found() {
    assertEquals(
        List.of(
            "Runs: 20 planned, 18 OK, 1 failed, 1 missing; 1 OK runs have fewer cycles than planned.",
            "Concurrency: up to 2 runs shared a host and contended with each other; slots: 1 avoids that.",
            "Instrument: it took 1.20 % of the core time of runs.",
            "Negative controls: 1 of 1 found nothing, as they must.",
            "Effects that this study would have found with a power of 80 %, as shares of runtime: store 1.30 %.",
            "1 run ended at the limit of time or memory; with their cycles no verdict changes."),
        answers(PageSamples.USUAL).get(5).details());
  }

  @Test
  void a_control_that_finds_an_effect_leaves_no_trust() {
    Answer trust = answers(PageSamples.NO_OPTIMIZED).get(5);
    assertTrue(trust.sentence().contains("a negative control found an effect (store on evolve)"));
  }

  @Test
  void a_list_of_runs_that_was_cut_says_so() {
    assertTrue(
        PageSamples.MANY_TREATMENTS
            .page()
            .contains("The list is cut: it has the first 1000 of 1200 runs."));
    assertFalse(PageSamples.USUAL.page().contains("The list is cut"));
    assertTrue(PageSamples.USUAL.page().contains(">" + PageSamples.NOTE + "</p>"));
    assertTrue(
        HeadlineText.of(PageSamples.USUAL.report()).contains("\n" + PageSamples.NOTE + "\n"));
  }

  @Test
  void runs_that_are_not_ok_have_their_outcome_and_message() {
    assertTrue(PageSamples.ALL_FAILED.page().contains(">OUT_OF_MEMORY<"));
    assertTrue(PageSamples.ALL_FAILED.page().contains(">exit code 3<"));
  }

  @Test
  void the_main_chart_stands_directly_under_the_answers() {
    String page = PageSamples.USUAL.page();
    int answers = page.indexOf("id=\"answers\"");
    int chart = page.indexOf("<figure>");
    assertTrue(answers < chart && chart < page.indexOf("<nav"), "order");
  }

  @Test
  void grown_parts_and_reported_outputs_have_tables() {
    String page = PageSamples.IMPORTED.page();
    assertTrue(page.contains("id=\"grown-parts\"") && page.contains(">queue</td>"));
    assertTrue(page.contains("id=\"outputs\""));
  }

  @Test
  void the_papers_criterion_stands_word_for_word_beside_the_verdict() {
    String page = PageSamples.USUAL.page();
    assertTrue(page.contains(">R² &gt; 0.3 and slope &gt; 0</td>"), page);
    assertTrue(page.contains(">noise hides it</td>"));
    String others = PageSamples.IMPORTED.page();
    for (String word : List.of("the paper", "Phase 1", "tier")) {
      assertFalse(others.contains(word), word);
    }
  }

  private static List<Answer> answers(PageSamples sample) {
    return sample.report().answers();
  }

  private static Document parsed(String page)
      throws IOException, SAXException, ParserConfigurationException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static List<String> attributes(Document page, String name) {
    List<String> values = new ArrayList<>();
    for (Element element : elements(page, "*")) {
      if (element.hasAttribute(name)) {
        values.add(element.getAttribute(name));
      }
    }
    return values;
  }
}
