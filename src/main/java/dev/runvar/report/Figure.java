package dev.runvar.report;

/** A figure of a report: drawn in the page as SVG, and beside it as a PNG file of 300 DPI. */
public interface Figure {

  /** Where figures stand in a study's directory. */
  String DIRECTORY = "report/figures/";

  /** Returns the name of its PNG file. */
  String name();

  /** Returns its caption. */
  String title();

  /** Returns one sentence that stands in for the picture, with its numbers. */
  String alternative();

  /** Returns the width in units of 1/96 inch. */
  int width();

  /** Returns the height in units of 1/96 inch. */
  int height();

  /** Draws the figure for print and returns the bytes of its PNG file. */
  byte[] png();

  /** Draws the figure for the page and returns what belongs inside an {@code svg} element. */
  String svg();

  /** Returns where the PNG file stands in a study's directory. */
  default String path() {
    return DIRECTORY + name();
  }

  /**
   * A figure, if its data are there; otherwise why not.
   *
   * @param figure null when it cannot be drawn
   */
  record Candidate(String name, Figure figure, String hindrance) {}
}
