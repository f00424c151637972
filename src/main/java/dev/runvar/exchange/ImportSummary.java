package dev.runvar.exchange;

import java.util.List;

/**
 * The result of an import.
 *
 * @param notes a line for each kind of thing that was left out
 */
public record ImportSummary(int runs, long cycles, List<String> notes) {

  public ImportSummary {
    notes = List.copyOf(notes);
  }
}
