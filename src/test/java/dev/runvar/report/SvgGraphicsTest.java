package dev.runvar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.report.FigureSamples.Seeds;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SvgGraphicsTest {

  private static final String THIN = "stroke-width=\"1\" stroke-linecap=\"square\"";

  @Test
  void shapes_are_paths_in_tenths_at_the_place_to_which_they_are_moved() {
    assertEquals(
        "<g fill=\"#f00\"><path d=\"M10 5.1h2.5v-3h-2.5v3z\"/></g>",
        svg(
            g -> {
              g.setColor(Color.RED);
              g.translate(10, 5.06);
              g.scale(1, -1);
              g.fill(new Rectangle2D.Double(0, 0, 2.52, 3));
            }));
    assertEquals(
        "<g fill=\"#0072b2\"><path d=\"M2 1c0 .6-.4 1-1 1-.6 0-1-.4-1-1 0-.6 .4-1 1-1 .6 0 1 .4 1 1z\"/></g>",
        svg(
            g -> {
              g.setColor(ChartStyle.BLUE);
              g.fill(new Ellipse2D.Double(0, 0, 2, 2));
            }));
  }

  @Test
  void lines_that_look_alike_are_one_path() {
    assertEquals(
        "<g fill=\"none\" stroke=\"#00f\" %s><path d=\"M0 0h5M1 1v2M1 1l2 3\"/></g>"
            .formatted(THIN),
        svg(
            g -> {
              g.setColor(Color.BLUE);
              g.drawLine(0, 0, 5, 0);
              g.drawLine(1, 1, 1, 3);
              g.drawLine(1, 1, 3, 4);
            }));
  }

  @Test
  void translucent_lines_are_a_path_each() {
    assertEquals(
        "<g fill=\"none\" stroke=\"#00f\" %s stroke-opacity=\"0.25\"><path d=\"M0 0h5\"/><path d=\"M1 0v3\"/></g>"
            .formatted(THIN),
        svg(
            g -> {
              g.setColor(Color.BLUE);
              g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.25f));
              g.drawLine(0, 0, 5, 0);
              g.drawLine(1, 0, 1, 3);
            }));
  }

  @Test
  void points_that_the_eye_cannot_tell_apart_are_one() {
    Path2D curve = new Path2D.Double();
    curve.moveTo(0, 0);
    for (int i = 1; i <= 100_000; i++) {
      curve.lineTo(i / 1e5, i / 1e5);
    }
    String svg = svg(g -> g.draw(curve));
    assertEquals(11, svg.split("[ l]\\.1 \\.1|l0 0", -1).length, svg);
  }

  @Test
  void strokes_have_their_dashes_and_ends() {
    String svg =
        svg(
            g -> {
              g.setStroke(
                  new BasicStroke(
                      1.6f,
                      BasicStroke.CAP_BUTT,
                      BasicStroke.JOIN_ROUND,
                      10,
                      new float[] {5, 3},
                      0));
              g.drawLine(0, 0, 5, 0);
            });
    assertTrue(
        svg.contains(
            "stroke-width=\"1.6\" stroke-linejoin=\"round\" stroke-dasharray=\"5 3\"><path"),
        svg);
  }

  @Test
  void only_what_a_clip_cuts_refers_to_it_and_what_is_outside_is_left_out() {
    String svg =
        svg(
            g -> {
              g.setColor(Color.BLACK);
              g.clip(new Rectangle2D.Double(0, 0, 10, 10));
              g.fillRect(1, 1, 2, 2);
              g.fillRect(8, 8, 4, 4);
              g.fillRect(5, 9, 4, 4);
              g.fillRect(20, 20, 1, 1);
              g.setClip(null);
              g.fillRect(30, 30, 1, 1);
            });
    assertEquals(
        "<g fill=\"#000\"><path d=\"M1 1h2v2h-2v-2z\"/></g>"
            + "<clipPath id=\"f-0\"><path d=\"M0 0h10v10h-10v-10z\"/></clipPath>"
            + "<g fill=\"#000\" clip-path=\"url(#f-0)\"><path d=\"M8 8h4v4h-4v-4z\"/><path d=\"M5 9h4v4h-4v-4z\"/></g>"
            + "<g fill=\"#000\"><path d=\"M30 30h1v1h-1v-1z\"/></g>",
        svg);
  }

  @Test
  void texts_stay_texts_and_as_wide_as_in_the_font_of_figures() {
    String width = SvgPath.number(Words.width("<b> & é", ChartStyle.STRONG));
    assertEquals(
        "<g fill=\"#000\" font-size=\"9\" font-weight=\"bold\"><text x=\"3\" y=\"4.5\" textLength=\"%s\">&lt;b&gt; &amp; é</text></g>"
            .formatted(width),
        svg(
            g -> {
              g.setColor(Color.BLACK);
              g.setFont(ChartStyle.STRONG);
              g.translate(1, 0);
              g.drawString("<b> & é", 2, 4.5f);
            }));
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
    assertTrue(svg.contains("transform=\"matrix(0 -1 1 0 -10 30)\">ms</text>"), svg);
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
              g.draw(new Line2D.Double(0, 0, 1, 0));
            });
    assertTrue(svg.contains("stroke=\"#f00\""), svg);
  }

  @Test
  void an_image_is_refused_rather_than_lost() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    assertThrows(
        UnsupportedOperationException.class, () -> svg(g -> g.drawImage(image, 0, 0, null)));
  }

  @Test
  void figures_of_a_page_are_small() {
    FigureSamples samples = new FigureSamples(i -> "Label " + i, Seeds.FIVE);
    FigureSet set = FigureSet.of(samples.analysis(5), samples.series(5, 20, 60));
    Html html = new Html();
    set.figures().forEach(figure -> figure.write(html));
    int bytes = html.toString().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 500_000, bytes + " bytes");
  }

  private static String svg(Consumer<Graphics2D> painter) {
    Html html = new Html();
    SvgGraphics.draw(html, "f", painter);
    return html.toString();
  }
}
