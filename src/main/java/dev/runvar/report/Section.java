package dev.runvar.report;

import java.util.ArrayList;
import java.util.List;

/** One part of a report below the answers. */
public final class Section {

  private final String id;
  private final String title;
  private final List<Block> blocks = new ArrayList<>();
  private boolean pageOnly;

  /**
   * An empty section.
   *
   * @param id unique in a report
   */
  public Section(String id, String title) {
    this.id = id;
    this.title = title;
  }

  public Section say(String paragraph) {
    blocks.add(new Block.Paragraph(paragraph, false, false));
    return this;
  }

  /** Adds a paragraph that the reader must not overlook. */
  public Section warn(String paragraph) {
    blocks.add(new Block.Paragraph(paragraph, true, false));
    return this;
  }

  /** Says that there is nothing to show, and why. */
  public Section nothing(String paragraph) {
    blocks.add(new Block.Paragraph(paragraph, false, true));
    return this;
  }

  public Section heading(String text) {
    blocks.add(new Block.Heading(text));
    return this;
  }

  /** Adds a list of sentences, if there are any. */
  public Section items(List<String> sentences) {
    if (!sentences.isEmpty()) {
      blocks.add(new Block.Items(sentences));
    }
    return this;
  }

  /** Adds a table, if it has rows. */
  public Section table(Table table) {
    if (!table.rows().isEmpty()) {
      blocks.add(table);
    }
    return this;
  }

  /** Leaves the section out on the terminal. */
  public Section pageOnly() {
    pageOnly = true;
    return this;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  public List<Block> blocks() {
    return blocks;
  }

  /** Returns whether the terminal leaves the section out. */
  public boolean isPageOnly() {
    return pageOnly
        || blocks.stream().allMatch(b -> b instanceof Block.Paragraph p && p.isPlaceholder());
  }
}
