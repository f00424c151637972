package dev.runvar.execution;

/**
 * The whole numbers in a line, each with the text before it, in which earlier numbers are replaced.
 *
 * <p>Dates, times, and numbers with a fraction or an exponent do not count. Commas between
 * thousands are left out. One object reads line after line.
 */
final class LineNumbers {

  private static final int MOST = 4;

  private final int mostCharacters;
  private final int mostDigits;
  private final StringBuilder text = new StringBuilder();
  private final int[] ends = new int[MOST];
  private final long[] values = new long[MOST];
  private int count;
  private String line = "";
  private int length;

  LineNumbers(int mostCharacters, int mostDigits) {
    this.mostCharacters = mostCharacters;
    this.mostDigits = mostDigits;
  }

  /** Reads the first numbers of a line. */
  void read(String next) {
    line = next;
    length = Math.min(next.length(), mostCharacters);
    text.setLength(0);
    count = 0;
    int at = 0;
    while (at < length && count < MOST) {
      if (isDigit(at)) {
        at = number(at);
      } else {
        text.append(line.charAt(at));
        at++;
      }
    }
  }

  int count() {
    return count;
  }

  /** Returns what stands before a number, with {@code #} for each number before it. */
  String textBefore(int number) {
    return text.substring(0, ends[number]);
  }

  long value(int number) {
    return values[number];
  }

  /** Takes the number that begins there, and returns where it ends. */
  private int number(int begin) {
    int end = begin;
    int digits = 0;
    long value = 0;
    while (isDigit(end) || isThousands(end, begin)) {
      if (line.charAt(end) != ',') {
        digits++;
        value = digits > mostDigits ? value : 10 * value + (line.charAt(end) - '0');
      }
      end++;
    }
    int whole = afterPartsOfOthers(end);
    boolean isSigned = begin > 0 && line.charAt(begin - 1) == '-';
    if (whole == end && digits <= mostDigits && !isSigned) {
      ends[count] = text.length();
      values[count] = value;
      count++;
    }
    text.append('#');
    return whole;
  }

  private boolean isThousands(int at, int begin) {
    return at > begin
        && at + 3 < length
        && line.charAt(at) == ','
        && isDigit(at + 1)
        && isDigit(at + 2)
        && isDigit(at + 3)
        && !isDigit(at + 4);
  }

  /** Returns where a fraction, an exponent, a date or a time ends that goes on there. */
  private int afterPartsOfOthers(int end) {
    int at = end;
    if (is(at, ':') && isDigit(at + 1)) {
      while (isDigit(at) || (is(at, ':') && isDigit(at + 1)) || (isPoint(at) && isDigit(at + 1))) {
        at++;
      }
      return at;
    }
    int second = afterDigits(at + 1);
    if ((is(at, '-') || is(at, '/')) && second > at + 1 && is(second, line.charAt(at))) {
      int third = afterDigits(second + 1);
      return third > second + 1 ? third : at;
    }
    if (is(at, '.') && isDigit(at + 1)) {
      at = afterDigits(at + 1);
    }
    if (is(at, 'e') || is(at, 'E')) {
      int exponent = is(at + 1, '-') || is(at + 1, '+') ? at + 2 : at + 1;
      at = isDigit(exponent) ? afterDigits(exponent) : at;
    }
    return at;
  }

  private int afterDigits(int from) {
    int at = from;
    while (isDigit(at)) {
      at++;
    }
    return at;
  }

  private boolean isPoint(int at) {
    return is(at, '.') || is(at, ',');
  }

  private boolean is(int at, char character) {
    return at < length && line.charAt(at) == character;
  }

  private boolean isDigit(int at) {
    return at < length && line.charAt(at) >= '0' && line.charAt(at) <= '9';
  }
}
