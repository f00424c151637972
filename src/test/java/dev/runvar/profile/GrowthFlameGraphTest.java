package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class GrowthFlameGraphTest {

  private static final double MILLI = 1e6;

  private static GrowthReport report(double[] early, double[] late) {
    CycleProfile profile =
        MadeUpProfile.of(
            List.of("main step", "main step walk<T>", "main save Dumps", "main idle"),
            early,
            late,
            null);
    List<SeededProfile> runs = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      runs.add(new SeededProfile(seed, profile));
    }
    return FunctionGrowth.of(runs);
  }

  private static final GrowthReport REPORT =
      report(
          new double[] {MILLI, 2 * MILLI, 3 * MILLI, 4 * MILLI},
          new double[] {MILLI, 6 * MILLI, 4 * MILLI, 3 * MILLI});

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static double width(Document svg, String titlePrefix) {
    for (int i = 0; i < svg.getElementsByTagName("g").getLength(); i++) {
      Element box = (Element) svg.getElementsByTagName("g").item(i);
      String title = box.getElementsByTagName("title").item(0).getTextContent();
      if (title.startsWith(titlePrefix)) {
        return Double.parseDouble(
            ((Element) box.getElementsByTagName("rect").item(0)).getAttribute("width"));
      }
    }
    return 0;
  }

  @Test
  void the_figure_is_xml_and_widths_are_shares_of_the_growth() throws Exception {
    Document svg = parsed(GrowthFlameGraph.svg(REPORT));
    assertEquals(1000, width(svg, "Growth of a cycle"), 0.1);
    // Four of five milliseconds that grew; one that shrank beside them leaves no gap.
    assertEquals(800, width(svg, "step"), 0.2);
    assertEquals(200, width(svg, "save"), 0.2);
    assertEquals(0, width(svg, "idle"));
  }

  @Test
  void what_shrank_is_listed_and_has_no_box() {
    String svg = GrowthFlameGraph.svg(REPORT);
    assertTrue(svg.contains("less: idle -1.000 ms"), svg);
    assertFalse(svg.contains("<script"), svg);
  }

  @Test
  void a_run_that_does_not_grow_has_a_figure_that_says_so() throws Exception {
    double[] same = {MILLI, MILLI, MILLI, MILLI};
    String svg = GrowthFlameGraph.svg(report(same, same));
    parsed(svg);
    assertTrue(svg.contains("does not take longer"), svg);
  }

  @Test
  void speedscope_gets_early_late_and_growth_in_milliseconds() throws Exception {
    JsonNode json = new ObjectMapper().readTree(GrowthExport.speedscope("a study", REPORT));
    JsonNode growth = json.get("profiles").get(2);
    assertEquals("growth", growth.get("name").asText());
    assertEquals("milliseconds", growth.get("unit").asText());
    assertEquals(growth.get("samples").size(), growth.get("weights").size());
    double sum = 0;
    for (JsonNode weight : growth.get("weights")) {
      sum += weight.asDouble();
    }
    assertEquals(5, sum, 1e-6);
    int frames = json.get("shared").get("frames").size();
    for (JsonNode profile : json.get("profiles")) {
      for (JsonNode sample : profile.get("samples")) {
        sample.forEach(frame -> assertTrue(frame.asInt() < frames));
      }
    }
  }

  @Test
  void folded_stacks_have_two_columns() {
    String folded = GrowthExport.folded(REPORT);
    assertTrue(folded.contains("main;step;walk<T> 2000000 6000000\n"), folded);
  }
}
