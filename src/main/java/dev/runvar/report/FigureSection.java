package dev.runvar.report;

/** The figures, in the page at the size of a screen and beside it at that of print. */
final class FigureSection {

  private FigureSection() {}

  static Section of(FigureSet figures) {
    return new Section("figures", "Figures", html -> write(html, figures));
  }

  private static void write(Html html, FigureSet set) {
    if (set.figures().isEmpty()) {
      html.paragraph("There is nothing to draw.");
    }
    for (Figure figure : set.figures()) {
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
    set.notes().forEach(note -> html.paragraph("Not drawn: " + note + "."));
  }
}
