package dev.runvar.paper8;

import java.util.Map;

/**
 * The paper's criterion, word for word.
 *
 * @param statistics what was computed, by name; null where it cannot be
 * @param met null when it cannot be measured
 * @param tier 1 to 3 by the score, null when it cannot be measured
 */
public record PaperAnswer(
    String criterion, Map<String, Double> statistics, Boolean met, Double score, Integer tier) {}
