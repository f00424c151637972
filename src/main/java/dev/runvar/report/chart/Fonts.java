package dev.runvar.report.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The typeface of all figures, which comes with the program: a host may have no font at all. */
final class Fonts {

  private static final String DIRECTORY = "/net/sf/jasperreports/fonts/dejavu/";

  private static final Font PLAIN;
  private static final Font BOLD;

  static {
    System.setProperty("java.awt.headless", "true");
    nameFontConfiguration();
    PLAIN = load("DejaVuSans.ttf");
    BOLD = load("DejaVuSans-Bold.ttf");
  }

  private Fonts() {}

  static Font plain(float points) {
    return PLAIN.deriveFont(points);
  }

  static Font bold(float points) {
    // The style tells SVG that letters are bold; they are not made bolder than the font has them.
    return BOLD.deriveFont(Font.BOLD, points);
  }

  /** Returns the characters that figures show as boxes, each once. */
  static String lacking(Stream<String> texts) {
    return texts
        .flatMapToInt(String::codePoints)
        .filter(letter -> !Character.isISOControl(letter))
        .filter(letter -> !PLAIN.canDisplay(letter) || !BOLD.canDisplay(letter))
        .distinct()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Without a font on the host, AWT does not even start unless a configuration is named. */
  private static void nameFontConfiguration() {
    try {
      Path file = Files.createTempFile("runvar-fonts", ".properties");
      file.toFile().deleteOnExit();
      Files.writeString(file, "version=1\nsequence.allfonts=default\n");
      System.setProperty("sun.awt.fontconfig", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Font load(String name) {
    try (InputStream in = Fonts.class.getResourceAsStream(DIRECTORY + name)) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException | FontFormatException e) {
      throw new IllegalStateException("the shipped font cannot be read: " + name, e);
    }
  }
}
