package dev.runvar.report;

import java.util.Objects;

/**
 * A picture of a report.
 *
 * @param name of its file
 * @param alternative one sentence that stands in for the picture, with its numbers
 * @param png the file's content
 */
@SuppressWarnings("ArrayRecordComponent")
public record Figure(String name, String title, String alternative, byte[] png) {

  /** Where figures stand in a study's directory. */
  public static final String DIRECTORY = "report/figures/";

  public Figure {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(alternative, "alternative");
    png = png.clone();
  }

  @Override
  public byte[] png() {
    return png.clone();
  }

  /** Returns where the picture stands in a study's directory. */
  public String path() {
    return DIRECTORY + name;
  }
}
