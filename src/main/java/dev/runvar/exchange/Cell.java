package dev.runvar.exchange;

import com.fasterxml.jackson.core.io.NumberInput;
import dev.runvar.study.Place;

/**
 * A value in a table of another program: a text, or no value.
 *
 * <p>A table has one cell per column and reuses it for every row, so that a row allocates nothing.
 * Not thread-safe.
 */
public final class Cell {

  private static final char[] NO_TEXT = {};

  /** A long holds every whole number of so many digits. */
  private static final int DIGITS_OF_A_LONG = 18;

  /** A double holds every whole number up to here. */
  private static final long LARGEST_EXACT = 1L << 53;

  /** The powers of ten that a double holds exactly. */
  private static final double[] EXACT_POWERS = new double[23];

  /** Numbers with larger exponents are parsed by the library. */
  private static final int LARGE_EXPONENT = 10_000;

  static {
    for (int i = 0; i < EXACT_POWERS.length; i++) {
      EXACT_POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private char[] chars = NO_TEXT;
  private int begin;
  private int end;

  /** A number that was set instead of a text; NaN if there is none. */
  private double given = Double.NaN;

  /** A cell without a value. */
  public Cell() {}

  /**
   * A cell with a text.
   *
   * @param text null when there is none
   */
  public Cell(String text) {
    set(text);
  }

  /** Sets a text, which must not change while the cell is used. */
  void set(char[] text, int from, int to) {
    chars = text;
    begin = from;
    end = to;
    given = Double.NaN;
  }

  /** Takes a number. */
  void set(double number) {
    set(NO_TEXT, 0, 0);
    given = number;
  }

  /** Takes a text; null when there is none. */
  void set(String text) {
    char[] copy = text == null ? NO_TEXT : text.toCharArray();
    set(copy, 0, copy.length);
  }

  /** Reads a decimal comma as a point from here on. */
  void pointForComma() {
    for (int i = begin; i < end; i++) {
      if (chars[i] == ',') {
        chars[i] = '.';
      }
    }
  }

  String text() {
    if (!Double.isNaN(given)) {
      return given == Math.rint(given) && Math.abs(given) < LARGEST_EXACT
          ? Long.toString((long) given)
          : Double.toString(given);
    }
    return new String(chars, begin, end - begin);
  }

  /** Returns whether the cell has this text. */
  boolean hasText(String text) {
    if (!Double.isNaN(given)) {
      return text().equals(text);
    }
    int length = end - begin;
    if (length != text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (chars[begin + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether there is no value: the cell is empty or has a word for a missing value. */
  boolean isEmpty() {
    if (!Double.isNaN(given)) {
      return false;
    }
    int from = begin;
    int to = end;
    while (from < to && isSpace(chars[from])) {
      from++;
    }
    while (from < to && isSpace(chars[to - 1])) {
      to--;
    }
    return switch (to - from) {
      case 0 -> true;
      case 2 -> isWord(from, "na");
      case 3 -> isWord(from, "nan") || isWord(from, "n/a");
      case 4 -> isWord(from, "null") || isWord(from, "none");
      default -> false;
    };
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Returns whether a word of small letters begins here, in letters of any case. */
  private boolean isWord(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (toLowerCase(chars[from + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static char toLowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the number, which may be infinite; NaN if the cell has a text that is no number. */
  double number() {
    if (!Double.isNaN(given)) {
      return given;
    }
    int from = begin;
    int to = end;
    while (from < to && Character.isWhitespace(chars[from])) {
      from++;
    }
    while (from < to && Character.isWhitespace(chars[to - 1])) {
      to--;
    }
    int at = from < to && isSign(chars[from]) ? from + 1 : from;
    if (at < to && toLowerCase(chars[at]) == 'i') {
      boolean infinite =
          (to - at == 3 && isWord(at, "inf")) || (to - at == 8 && isWord(at, "infinity"));
      return infinite ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return decimal(from, at, to);
  }

  private static boolean isSign(char c) {
    return c == '+' || c == '-';
  }

  /**
   * Returns the number that is written as {@code (digits.digits | digits. | .digits | digits)
   * [e[sign]digits]}; NaN for any other text.
   *
   * @param from where the text with its sign begins
   * @param first the first place after the sign
   */
  private double decimal(int from, int first, int to) {
    long mantissa = 0;
    int digits = 0;
    int significant = 0;
    int afterPoint = 0;
    boolean point = false;
    int at = first;
    for (; at < to; at++) {
      char c = chars[at];
      if (isDigit(c)) {
        digits++;
        afterPoint += point ? 1 : 0;
        if (significant > 0 || c != '0') {
          significant++;
        }
        // Numbers with too many digits are left to the library.
        mantissa = 10 * mantissa + (c - '0');
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    int exponent = 0;
    if (at < to) {
      if (toLowerCase(chars[at]) != 'e') {
        return Double.NaN;
      }
      at++;
      boolean negative = at < to && chars[at] == '-';
      if (at < to && isSign(chars[at])) {
        at++;
      }
      if (at == to) {
        return Double.NaN;
      }
      for (; at < to; at++) {
        if (!isDigit(chars[at])) {
          return Double.NaN;
        }
        exponent = Math.min(LARGE_EXPONENT, 10 * exponent + (chars[at] - '0'));
      }
      exponent = negative ? -exponent : exponent;
    }
    exponent -= afterPoint;
    if (significant <= DIGITS_OF_A_LONG
        && mantissa <= LARGEST_EXACT
        && Math.abs(exponent) < EXACT_POWERS.length) {
      // Both are exact, so their quotient or product is rounded only once.
      double value =
          exponent < 0 ? mantissa / EXACT_POWERS[-exponent] : mantissa * EXACT_POWERS[exponent];
      return chars[from] == '-' ? -value : value;
    }
    return NumberInput.parseDouble(chars, from, to - from, true);
  }

  /** Returns whether the text is a whole number from 0 that a long holds exactly. */
  boolean isWhole() {
    if (!Double.isNaN(given)) {
      return given >= 0 && given < LARGEST_EXACT && given == Math.rint(given);
    }
    int length = end - begin;
    if (length == 0 || length > DIGITS_OF_A_LONG) {
      return false;
    }
    for (int i = begin; i < end; i++) {
      if (!isDigit(chars[i])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of a cell that {@linkplain #isWhole is whole}. */
  long whole() {
    if (!Double.isNaN(given)) {
      return (long) given;
    }
    long number = 0;
    for (int i = begin; i < end; i++) {
      number = 10 * number + (chars[i] - '0');
    }
    return number;
  }

  /** Returns a whole number from 0, which programs also write as in {@code 3.0}. */
  long whole(Place place, String name) {
    if (isWhole()) {
      return whole();
    }
    double number = isEmpty() ? Double.NaN : number();
    if (!(number >= 0 && number < 1e15 && number == Math.rint(number))) {
      throw place.notAllowed(name, shown(), "a whole number from 0");
    }
    return (long) number;
  }

  String shown() {
    return isEmpty() ? "nothing" : '"' + text() + '"';
  }
}
