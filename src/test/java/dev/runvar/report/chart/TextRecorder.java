package dev.runvar.report.chart;

import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Draws, and keeps each text with where it stands. */
final class TextRecorder extends ShapeGraphics {

  /**
   * A text as it was drawn.
   *
   * @param area that its letters cover
   * @param clip outside of which nothing is drawn, null for none
   */
  record DrawnText(String text, Rectangle2D area, Rectangle2D clip) {}

  private final List<DrawnText> texts;

  private TextRecorder(Graphics2D graphics, List<DrawnText> texts) {
    super(graphics);
    this.texts = texts;
  }

  /** Returns the texts of a figure. */
  static List<DrawnText> texts(Drawing figure) {
    BufferedImage image =
        new BufferedImage(figure.width(), figure.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    Png.smooth(graphics);
    List<DrawnText> texts = new ArrayList<>();
    figure.painter().accept(new TextRecorder(graphics, texts));
    graphics.dispose();
    return texts;
  }

  @Override
  public Graphics create() {
    return new TextRecorder((Graphics2D) state().create(), texts);
  }

  @Override
  public void draw(Shape shape) {
    state().draw(shape);
  }

  @Override
  public void fill(Shape shape) {
    state().fill(shape);
  }

  @Override
  public void drawString(String text, float x, float y) {
    if (!text.isBlank()) {
      GlyphVector glyphs = getFont().createGlyphVector(getFontRenderContext(), text);
      keep(text, glyphs.getOutline(x, y));
    }
    state().drawString(text, x, y);
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    keep("", glyphs.getOutline(x, y));
    state().drawGlyphVector(glyphs, x, y);
  }

  private void keep(String text, Shape outline) {
    Shape clip = getClip();
    texts.add(
        new DrawnText(
            text,
            getTransform().createTransformedShape(outline).getBounds2D(),
            clip == null ? null : getTransform().createTransformedShape(clip).getBounds2D()));
  }
}
