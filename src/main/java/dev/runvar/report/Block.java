package dev.runvar.report;

import java.util.List;

/** One element of a section. */
public sealed interface Block permits Block.Heading, Block.Paragraph, Block.Items, Table {

  /** The heading of a part of a section. */
  record Heading(String text) implements Block {}

  /**
   * A paragraph.
   *
   * @param isNote whether the reader must not overlook it
   * @param isPlaceholder whether it only says that there is nothing to show, which the terminal
   *     leaves out
   */
  record Paragraph(String text, boolean isNote, boolean isPlaceholder) implements Block {}

  /** A list of sentences. */
  record Items(List<String> sentences) implements Block {

    public Items {
      sentences = List.copyOf(sentences);
    }
  }
}
