package dev.runvar.study;

import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression with named groups that is looked for in lines, in time linear in the line.
 *
 * <p>Its syntax is that of RE2, without back-references and look-around. The JDK's engine finds the
 * same matches 20 times as fast, but may take exponential time: it is asked first, with a budget of
 * steps, and RE2 when that is used up. Not thread-safe.
 */
public final class LinePattern {

  private static final long STEPS_FOR_A_CHARACTER = 100;
  private static final long STEPS_FOR_A_LINE = 10_000;

  /** What the two engines read in different ways. */
  private static final List<String> DIALECTS = List.of("[[:", "(?U", "\\C", "\\p", "\\P", "\\v");

  private final String regex;
  private final com.google.re2j.Matcher linear;
  private final Matcher fast;
  private final Budget budget = new Budget();
  private final List<String> names;
  private final int[] groups;
  private final byte[] literal;
  private boolean byLinear;

  private LinePattern(String regex) {
    this.regex = regex;
    com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile(regex);
    linear = pattern.matcher("");
    List<Map.Entry<String, Integer>> named =
        pattern.namedGroups().entrySet().stream()
            .sorted(Comparator.comparing(Map.Entry::getValue))
            .toList();
    names = named.stream().map(Map.Entry::getKey).toList();
    groups = named.stream().mapToInt(Map.Entry::getValue).toArray();
    fast = fast(regex);
    literal = Literal.of(regex).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a regular expression.
   *
   * @throws IllegalArgumentException with a message for users, if it is none
   */
  public static LinePattern of(String regex) {
    try {
      return new LinePattern(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not allowed; allowed: a regular expression in the syntax of RE2: %s"
              .formatted(regex, e.getDescription()),
          e);
    }
  }

  private static Matcher fast(String regex) {
    if (DIALECTS.stream().anyMatch(regex::contains)) {
      return null;
    }
    try {
      return Pattern.compile(Literal.withoutGroupNames(regex), Pattern.UNIX_LINES).matcher("");
    } catch (IllegalArgumentException | StackOverflowError e) {
      return null;
    }
  }

  /** Returns the names of the groups, in their order. */
  public List<String> names() {
    return names;
  }

  /** Returns bytes that every line with a match holds; none if that is not known. */
  public byte[] literal() {
    return literal.clone();
  }

  /** Returns whether the expression is found in a line. */
  public boolean find(CharSequence line) {
    return find(line, 0);
  }

  /** Returns whether the expression is found in a line from there on. */
  public boolean find(CharSequence line, int from) {
    if (fast != null) {
      try {
        byLinear = false;
        fast.reset(budget.of(line));
        return fast.find(from);
      } catch (OutOfSteps | StackOverflowError e) {
        fast.reset("");
      }
    }
    byLinear = true;
    linear.reset(line);
    return linear.find(from);
  }

  /** Returns where the match ends. */
  public int end() {
    return byLinear ? linear.end() : fast.end();
  }

  /** Returns the text of a group, by its place among {@link #names}; null where it took no part. */
  public String group(int index) {
    return byLinear ? linear.group(groups[index]) : fast.group(groups[index]);
  }

  @Override
  public String toString() {
    return regex;
  }

  /** The budget of a match is used up. */
  private static final class OutOfSteps extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutOfSteps() {
      super("out of steps", null, false, false);
    }
  }

  /** A text that can be read a limited number of times. */
  private static final class Budget implements CharSequence {

    private CharSequence text = "";
    private long left;

    Budget of(CharSequence line) {
      text = line;
      left = STEPS_FOR_A_LINE + STEPS_FOR_A_CHARACTER * line.length();
      return this;
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new OutOfSteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int begin, int end) {
      return text.subSequence(begin, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /** What can be read off the text of a regular expression. */
  private static final class Literal {

    private Literal() {}

    /** Returns the longest text that every match holds; empty if that cannot be told. */
    static String of(String regex) {
      if (regex.contains("(?i") || regex.contains("(?s") || regex.contains("\\Q")) {
        return "";
      }
      String longest = "";
      StringBuilder run = new StringBuilder();
      int depth = 0;
      int i = 0;
      while (i < regex.length()) {
        char c = regex.charAt(i);
        int next = i + 1;
        boolean literal = false;
        if (c == '[') {
          next = endOfClass(regex, i);
        } else if (c == '\\' && next < regex.length()) {
          c = regex.charAt(next);
          next++;
          literal = !Character.isLetterOrDigit(c);
        } else if (c == '(') {
          depth++;
        } else if (c == ')') {
          depth--;
        } else if (c == '|' && depth == 0) {
          return "";
        } else {
          literal = "^$.|?*+{}".indexOf(c) < 0;
        }
        char after = next < regex.length() ? regex.charAt(next) : ' ';
        boolean repeated = after == '?' || after == '*' || after == '{' || after == '+';
        if (literal && depth == 0 && !repeated) {
          run.append(c);
        } else {
          longest = run.length() > longest.length() ? run.toString() : longest;
          run.setLength(0);
        }
        if (after == '{' && regex.indexOf('}', next) > 0) {
          next = regex.indexOf('}', next) + 1;
        }
        i = next;
      }
      return run.length() > longest.length() ? run.toString() : longest;
    }

    /** The JDK allows fewer names than RE2: groups are asked for by their numbers. */
    static String withoutGroupNames(String regex) {
      StringBuilder text = new StringBuilder();
      int i = 0;
      while (i < regex.length()) {
        int next = i + 1;
        if (regex.charAt(i) == '\\') {
          next = Math.min(regex.length(), i + 2);
        } else if (regex.charAt(i) == '[') {
          next = endOfClass(regex, i);
        } else if (regex.startsWith("(?<", i) || regex.startsWith("(?P<", i)) {
          text.append('(');
          i = regex.indexOf('>', i) + 1;
          continue;
        }
        text.append(regex, i, next);
        i = next;
      }
      return text.toString();
    }

    private static int endOfClass(String regex, int begin) {
      int i = begin + 1;
      if (i < regex.length() && regex.charAt(i) == '^') {
        i++;
      }
      for (int first = i; i < regex.length(); i++) {
        if (regex.charAt(i) == '\\') {
          i++;
        } else if (regex.charAt(i) == ']' && i > first) {
          return i + 1;
        }
      }
      return regex.length();
    }
  }
}
