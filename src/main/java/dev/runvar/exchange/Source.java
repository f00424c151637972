package dev.runvar.exchange;

import java.util.List;

/**
 * The expression that one of our columns is computed from.
 *
 * @param terms columns of a file and numbers, computed from left to right
 * @param factor size of the file's unit in our unit
 */
record Source(Target target, List<Term> terms, double factor, Clock clock) {

  /**
   * A column or a number, with the operator that joins it to the previous terms.
   *
   * @param operator one of {@code + - * /}
   * @param column -1 for a number
   */
  record Term(char operator, int column, double number) {}

  Source {
    terms = List.copyOf(terms);
  }

  static Source of(Target target, int column) {
    return new Source(target, List.of(new Term('+', column, 0)), 1, Clock.EACH);
  }

  /** Returns whether this is a single column without any computation. */
  boolean isColumn() {
    return terms.size() == 1;
  }

  int column() {
    return terms.get(0).column();
  }

  /** Returns whether a row has no value for this expression. */
  boolean isEmpty(List<Cell> cells) {
    for (Term term : terms) {
      if (term.column() >= 0 && cells.get(term.column()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the value in our unit; NaN if a cell holds no number. */
  double value(List<Cell> cells) {
    double value = 0;
    boolean inNanos = false;
    for (Term term : terms) {
      double operand = term.number();
      if (term.column() >= 0) {
        Cell cell = cells.get(term.column());
        operand = cell.number();
        if (Double.isNaN(operand) && target.isTime()) {
          operand = TimeText.nanos(cell.text());
          inNanos = true;
        }
      }
      value =
          switch (term.operator()) {
            case '-' -> value - operand;
            case '*' -> value * operand;
            case '/' -> value / operand;
            default -> value + operand;
          };
    }
    return inNanos ? value : value * factor;
  }
}
