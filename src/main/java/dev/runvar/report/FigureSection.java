package dev.runvar.report;

/** The figures, drawn in the page, each with a link to its file for print. */
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
      html.open("figure")
          // Narrow screens scroll a figure sideways: smaller, its letters could not be read.
          .open(
              "div",
              "class",
              "scroll",
              "role",
              "region",
              "tabindex",
              "0",
              "aria-label",
              figure.title());
      figure.write(html);
      html.close()
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
