package dev.runvar.report.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Pictures at 300 dots per inch; what is drawn is laid out at 96, so that a point is a point. */
final class Png {

  private static final double LAYOUT_DPI = 96;
  private static final double DPI = 300;
  private static final double INCHES_PER_METRE = 1000 / 25.4;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte BITS = 8;
  private static final byte RED_GREEN_BLUE = 2;
  private static final byte METRE = 1;

  /** Smaller files take two to four times as long, and are a fifth smaller. */
  private static final int COMPRESSION = Deflater.BEST_SPEED;

  private Png() {}

  /**
   * Returns the bytes of a picture.
   *
   * @param width in units of 1/96 inch; so is {@code height}
   */
  static byte[] draw(int width, int height, Consumer<Graphics2D> painter) {
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
    painter.accept(graphics);
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

  /**
   * As the PNG specification, third edition, has it; the writer of the JDK takes three times as
   * long.
   */
  private static byte[] encode(BufferedImage image) {
    int dotsPerMetre = (int) Math.round(DPI * INCHES_PER_METRE);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(image.getWidth()).putInt(image.getHeight()).put(BITS).put(RED_GREEN_BLUE);
    chunk(png, "IHDR", header.array());
    ByteBuffer resolution = ByteBuffer.allocate(9);
    resolution.putInt(dotsPerMetre).putInt(dotsPerMetre).put(METRE);
    chunk(png, "pHYs", resolution.array());
    chunk(png, "IDAT", compressed(image));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] compressed(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    // Each row begins with a zero: its bytes are the colours themselves.
    byte[] row = new byte[1 + 3 * width];
    Deflater deflater = new Deflater(COMPRESSION);
    try {
      for (int start = 0; start < pixels.length; start += width) {
        for (int i = 0; i < width; i++) {
          int pixel = pixels[start + i];
          row[3 * i + 1] = (byte) (pixel >> 16);
          row[3 * i + 2] = (byte) (pixel >> 8);
          row[3 * i + 3] = (byte) pixel;
        }
        deflater.setInput(row);
        while (!deflater.needsInput()) {
          compressed.write(buffer, 0, deflater.deflate(buffer));
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        compressed.write(buffer, 0, deflater.deflate(buffer));
      }
    } finally {
      deflater.end();
    }
    return compressed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(content);
    png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    png.writeBytes(name);
    png.writeBytes(content);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }
}
