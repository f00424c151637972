package dev.runvar.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A picture at the size at which a page shows it.
 *
 * <p>It has one and a half pixels for each of the page and 32 shades of each colour: what is left
 * out shows on paper only, for which there is the file beside the page, and a page of ten figures
 * has a megabyte in place of four.
 *
 * @param width in pixels of the page, like {@code height}
 */
record ScreenPicture(String dataUri, int width, int height) {

  private static final double LAYOUT_DPI = 96;
  private static final double PRINT_DPI = 300;
  private static final double DENSITY = 1.5;

  /** Set in every colour: white stays white. */
  private static final int LEFT_OUT_BITS = 0x070707;

  /** Returns the picture of a PNG of 300 DPI. */
  static ScreenPicture of(byte[] png) {
    try {
      BufferedImage print = ImageIO.read(new ByteArrayInputStream(png));
      double scale = LAYOUT_DPI / PRINT_DPI;
      String data = Base64.getEncoder().encodeToString(encode(scaled(print, scale * DENSITY)));
      return new ScreenPicture(
          "data:image/png;base64," + data,
          pixels(print.getWidth(), scale),
          pixels(print.getHeight(), scale));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int pixels(int printPixels, double scale) {
    return Math.max(1, (int) Math.round(printPixels * scale));
  }

  private static BufferedImage scaled(BufferedImage print, double scale) {
    int width = pixels(print.getWidth(), scale);
    int height = pixels(print.getHeight(), scale);
    BufferedImage screen = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = screen.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(print, 0, 0, width, height, null);
    graphics.dispose();
    int[] colours = screen.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < colours.length; i++) {
      colours[i] |= LEFT_OUT_BITS;
    }
    screen.setRGB(0, 0, width, height, colours, 0, width);
    return screen;
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), smallest);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
