package dev.runvar.report;

import java.util.List;

/**
 * The figures of a report.
 *
 * @param figures the main chart first
 * @param notes a sentence for each figure that cannot be drawn, and one for characters that the
 *     font of the figures lacks
 */
public record FigureSet(List<Figure> figures, List<String> notes) {

  public FigureSet {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }
}
