package dev.runvar.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.report.Figure;
import dev.runvar.report.FigureSet;
import dev.runvar.report.chart.FigureSamples.Seeds;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The pictures themselves: their resolution, and that there is something on them. */
class ChartsIT {

  private static final int WHITE = 0xFFFFFF;

  /** 300 dots per inch are 11811 dots per metre. */
  private static final int DOTS_PER_METRE = 11_811;

  private static final double INK = 0.01;

  @Test
  void all_figures_have_300_dots_per_inch_and_more_than_one_colour() throws IOException {
    FigureSamples samples = new FigureSamples(i -> "Label 漢 «é» " + i, Seeds.FIVE);
    FigureSet set = Charts.of(samples.analysis(5), samples.series(5, 20, 60));
    assertEquals(10, set.figures().size());
    assertEquals(List.of("漢: the font of the figures has boxes for these"), set.notes());
    for (Figure figure : set.figures()) {
      assertResolution(figure);
      int[] pixels = pixels(figure);
      long inked = Arrays.stream(pixels).filter(pixel -> pixel != WHITE).count();
      long colours = Arrays.stream(pixels).distinct().filter(ChartsIT::isColour).count();
      assertTrue(inked > INK * pixels.length, figure.name() + " is blank");
      assertTrue(colours > 2, figure.name() + " has no colours");
    }
  }

  private static void assertResolution(Figure figure) {
    String bytes = new String(figure.png(), StandardCharsets.ISO_8859_1);
    int chunk = bytes.indexOf("pHYs") + 4;
    assertTrue(chunk > 4, figure.name());
    ByteBuffer content = ByteBuffer.wrap(figure.png(), chunk, 9);
    assertEquals(DOTS_PER_METRE, content.getInt(), figure.name());
    assertEquals(DOTS_PER_METRE, content.getInt(), figure.name());
    assertEquals(1, content.get(), "the unit is the metre");
  }

  private static int[] pixels(Figure figure) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.png()));
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).map(pixel -> pixel & WHITE).toArray();
  }

  /** Text and its soft edges are grey: all three parts are about the same. */
  private static boolean isColour(int pixel) {
    int red = pixel >> 16 & 0xFF;
    int green = pixel >> 8 & 0xFF;
    int blue = pixel & 0xFF;
    return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) > 60;
  }
}
