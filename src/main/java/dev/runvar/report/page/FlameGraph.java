package dev.runvar.report.page;

import java.util.Objects;

/**
 * The growth flame graph of an experiment.
 *
 * @param id of the figure on the page
 * @param svg the document
 * @param speedscope file of the profiles, beside the page; so is {@code folded}
 */
public record FlameGraph(String id, String title, String svg, String speedscope, String folded) {

  public FlameGraph {
    Objects.requireNonNull(svg, "svg");
  }
}
