package dev.runvar.exchange;

import java.util.Objects;
import java.util.Optional;

/**
 * How rows become cycles and runs.
 *
 * @param per the column with the number of steps that a row covers
 * @param advice what to do where the file has no time of a cycle
 */
record RowRules(ColumnMap map, Optional<Per> per, Joining joining, Optional<String> advice) {

  /** Whether a run ends where the numbers of cycles start again. */
  enum Joining {
    APART,
    ONE_RUN
  }

  /**
   * The steps that a row covers.
   *
   * @param counting whether the column holds the steps of the row, or all steps so far
   */
  record Per(String column, Counting counting) {

    /** What the column counts. */
    enum Counting {
      SO_FAR,
      IN_ROW
    }

    static Per of(String text) {
      return text.endsWith(":each")
          ? new Per(text.substring(0, text.length() - ":each".length()), Counting.IN_ROW)
          : new Per(text, Counting.SO_FAR);
    }
  }

  RowRules {
    Objects.requireNonNull(map, "map");
  }

  static RowRules of(ColumnMap map) {
    return new RowRules(map, Optional.empty(), Joining.APART, Optional.empty());
  }
}
