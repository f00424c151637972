package dev.runvar.report;

import java.util.List;

/**
 * The answer to one question in plain words.
 *
 * @param word the shortest answer
 * @param sentence the same with its number and interval
 * @param details further sentences
 */
public record Answer(String question, String word, String sentence, List<String> details) {

  static final String NOT_MEASURABLE = "Not measurable";
  static final String TOO_FEW = "Not yet known";
  static final String UNDECIDED = "Undecided";

  public Answer {
    details = List.copyOf(details);
  }

  static Answer of(String question, String word, String sentence) {
    return new Answer(question, word, sentence, List.of());
  }
}
