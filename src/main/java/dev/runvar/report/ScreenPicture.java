package dev.runvar.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * A picture at the size at which a page shows it.
 *
 * @param width in pixels of the page, like {@code height}
 */
record ScreenPicture(String dataUri, int width, int height) {

  private static final double LAYOUT_DPI = 96;
  private static final double PRINT_DPI = 300;

  /**
   * Two pixels for each of the page: sharp on dense screens, while the page stays a third smaller
   * than with the 300 DPI that print needs.
   */
  private static final int DENSITY = 2;

  /** Returns the picture of a PNG of 300 DPI. */
  static ScreenPicture of(byte[] png) {
    try {
      BufferedImage print = ImageIO.read(new ByteArrayInputStream(png));
      int width = (int) Math.round(print.getWidth() * LAYOUT_DPI / PRINT_DPI);
      int height = (int) Math.round(print.getHeight() * LAYOUT_DPI / PRINT_DPI);
      ByteArrayOutputStream screen = new ByteArrayOutputStream();
      ImageIO.write(scaled(print, width * DENSITY, height * DENSITY), "png", screen);
      String data = Base64.getEncoder().encodeToString(screen.toByteArray());
      return new ScreenPicture("data:image/png;base64," + data, width, height);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage scaled =
        new BufferedImage(Math.max(1, width), Math.max(1, height), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, scaled.getWidth(), scaled.getHeight(), null);
    graphics.dispose();
    return scaled;
  }
}
