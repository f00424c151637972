package dev.runvar.report;

import java.util.List;

/** The figures, in the page at the size of a screen and beside it at that of print. */
final class FigureSection {

  private FigureSection() {}

  static Section of(List<Figure> figures) {
    return new Section("figures", "Figures", html -> write(html, figures));
  }

  private static void write(Html html, List<Figure> figures) {
    if (figures.isEmpty()) {
      html.paragraph("There is nothing to draw.");
    }
    for (Figure figure : figures) {
      ScreenPicture picture = ScreenPicture.of(figure.png());
      html.open("figure")
          .empty(
              "img",
              "src",
              picture.dataUri(),
              "alt",
              figure.alternative(),
              "width",
              String.valueOf(picture.width()),
              "height",
              String.valueOf(picture.height()))
          .open("figcaption")
          .text(figure.title() + " (")
          .element("a", "300 DPI", "href", "figures/" + figure.name())
          .text(")")
          .close()
          .closeLine();
    }
  }
}
