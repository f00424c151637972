package dev.runvar.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.report.FigureSet;
import dev.runvar.report.chart.FigureSamples.Seeds;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Figures as they stand in a page. */
class DrawingTest {

  @Test
  void coordinates_are_tenths_of_a_unit() {
    String svg =
        svg(
            g -> {
              g.setColor(Color.RED);
              g.fill(new Rectangle2D.Double(0, 5.06, 2.52, 3));
            });
    assertTrue(svg.contains("y='5.1' width='2.5' height='3'"), svg);
  }

  @Test
  void texts_stay_texts_and_are_escaped() {
    String svg =
        svg(
            g -> {
              g.setFont(ChartStyle.STRONG);
              g.drawString("<b> & é", 2, 4.5f);
            });
    assertTrue(svg.contains("font-weight: bold") && svg.contains(">&lt;b&gt; &amp; é</text>"), svg);
  }

  @Test
  void a_text_that_is_turned_stays_a_text() {
    String svg =
        svg(
            g -> {
              g.setFont(ChartStyle.TICK);
              g.rotate(-Math.PI / 2, 10, 20);
              g.drawString("ms", 10, 20);
            });
    assertTrue(svg.contains("matrix(0,-1,1,0,-10,30)") && svg.contains(">ms</text>"), svg);
  }

  @Test
  void a_graphics_made_of_another_has_a_state_of_its_own() {
    String svg =
        svg(
            g -> {
              g.setColor(Color.RED);
              Graphics2D other = (Graphics2D) g.create();
              other.setColor(Color.BLUE);
              other.dispose();
              g.drawLine(0, 0, 1, 0);
            });
    assertTrue(svg.contains("stroke:rgb(255,0,0)"), svg);
  }

  @Test
  void clips_of_two_figures_have_names_of_their_own() {
    Consumer<Graphics2D> clipped =
        g -> {
          g.clip(new Rectangle2D.Double(0, 0, 10, 10));
          g.fillRect(8, 8, 4, 4);
        };
    String one = new Drawing("one.png", "t", "a", 20, 20, clipped).svg();
    String two = new Drawing("two.png", "t", "a", 20, 20, clipped).svg();
    assertEquals(1, one.split("<clipPath id='", -1).length - 1);
    String id = one.replaceAll("(?s).*<clipPath id='([^']+)'.*", "$1");
    assertTrue(one.contains("url(#" + id + ")"));
    assertFalse(two.contains(id));
  }

  @Test
  void figures_of_a_page_are_small() {
    FigureSamples samples = new FigureSamples(i -> "Label " + i, Seeds.FIVE);
    FigureSet set = Charts.of(samples.analysis(5), samples.series(5, 20, 60));
    String all = set.figures().stream().map(f -> f.svg()).collect(Collectors.joining());
    int bytes = all.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 1_000_000, bytes + " bytes");
  }

  private static String svg(Consumer<Graphics2D> painter) {
    return new Drawing("name.png", "title", "alternative", 100, 100, painter).svg();
  }
}
