package dev.runvar.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Pictures at 300 dots per inch; what is drawn is laid out at 96, so that a point is a point. */
final class Png {

  private static final double LAYOUT_DPI = 96;
  private static final double DPI = 300;
  private static final double MILLIMETRES_PER_INCH = 25.4;
  private static final String FORMAT = "javax_imageio_1.0";

  private Png() {}

  /**
   * Returns the bytes of a picture.
   *
   * @param width in units of 1/96 inch; so is {@code height}
   */
  static byte[] draw(int width, int height, Consumer<Graphics2D> drawing) {
    double scale = DPI / LAYOUT_DPI;
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(width * scale),
            (int) Math.round(height * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    smooth(graphics);
    graphics.scale(scale, scale);
    drawing.accept(graphics);
    graphics.dispose();
    return encode(image);
  }

  /** Letters are as wide as at any other resolution, so that the layout holds. */
  static void smooth(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }

  private static byte[] encode(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
      metadata.mergeTree(FORMAT, resolution());
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The standard metadata take dots per millimetre for what they call pixel size. */
  private static IIOMetadataNode resolution() {
    IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
    for (String side : new String[] {"HorizontalPixelSize", "VerticalPixelSize"}) {
      IIOMetadataNode size = new IIOMetadataNode(side);
      size.setAttribute("value", String.valueOf(DPI / MILLIMETRES_PER_INCH));
      dimension.appendChild(size);
    }
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(dimension);
    return root;
  }
}
