package dev.runvar.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The dialect of a table, detected from its first lines.
 *
 * @param delimiter between the values; a blank stands for any number of them
 * @param comment the prefix of lines that are not rows; may be empty
 * @param headerLine the line with the names of the columns, from 1
 * @param headerIsComment whether that line begins with the comment sign
 * @param unitsLine the line with the units, 0 if there is none
 * @param decimals how fractions are written
 */
record TableDialect(
    char delimiter,
    String comment,
    int headerLine,
    boolean headerIsComment,
    int unitsLine,
    Decimals decimals) {

  /** How fractions are written. */
  enum Decimals {
    POINT,
    COMMA
  }

  private static final char[] DELIMITERS = {'\t', ';', ',', '|'};
  private static final List<String> COMMENTS = List.of("#", "%", "//");
  private static final double MOSTLY = 0.8;
  private static final int SAMPLED_LINES = 200;
  private static final Pattern NUMBER =
      Pattern.compile("\\s*\"?[-+]?(\\d+\\.?\\d*|\\.\\d+)([eEdD][-+]?\\d+)?\"?\\s*");
  private static final Pattern WITH_COMMA =
      Pattern.compile("\\s*\"?[-+]?\\d*,\\d+([eE][-+]?\\d+)?\"?\\s*");
  private static final Pattern WITH_POINT =
      Pattern.compile("\\s*\"?[-+]?\\d*\\.\\d+([eE][-+]?\\d+)?\"?\\s*");
  private static final Pattern UNIT =
      Pattern.compile(
          "\\s*[\\[(]?(-|%|[a-zA-Zµμ°Ω]{1,4}[0-9]?(?:[/^*.·][a-zA-Z0-9^]{1,4})*)?[\\])]?\\s*");

  /**
   * Detects the dialect of a table.
   *
   * @param said the options of the user, which override the detection
   */
  static TableDialect of(byte[] head, boolean isWhole, Reading said) {
    String text = new String(head, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\r\n|\n|\r", -1)));
    if (!isWhole && lines.size() > 1) {
      lines.remove(lines.size() - 1);
    }
    if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) {
      lines.set(0, lines.get(0).substring(1));
    }
    lines = lines.subList(0, Math.min(SAMPLED_LINES, lines.size()));
    List<String> sample = lines;
    return of(lines, said.comment().orElseGet(() -> comment(sample)), said);
  }

  /** Returns whether a text looks like a table: a row of names, then rows with as many values. */
  static boolean isTable(byte[] head) {
    List<String> lines =
        new String(head, StandardCharsets.UTF_8)
            .lines()
            .limit(SAMPLED_LINES)
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    List<Integer> rows = IntStream.range(0, lines.size()).boxed().toList();
    char delimiter = delimiter(lines, rows);
    return rows.size() > 2
        && usual(lines, rows, delimiter) > 1
        && agreeing(lines, rows, delimiter) > MOSTLY * rows.size()
        && allNumbers(split(lines.get(rows.size() / 2), delimiter));
  }

  private static String comment(List<String> lines) {
    for (String sign : COMMENTS) {
      if (lines.stream().anyMatch(line -> line.startsWith(sign))) {
        return sign;
      }
    }
    return "";
  }

  private static TableDialect of(List<String> lines, String comment, Reading said) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean isComment = !comment.isEmpty() && lines.get(i).startsWith(comment);
      if (!isComment && !lines.get(i).isBlank()) {
        rows.add(i);
      }
    }
    char delimiter = said.separator().orElseGet(() -> delimiter(lines, rows));
    int usual = usual(lines, rows, delimiter);
    int header = -1;
    int units = 0;
    for (int i = afterPreamble(lines, rows, delimiter, usual); i < rows.size() && header < 0; i++) {
      List<String> cells = split(lines.get(rows.get(i)), delimiter);
      if (cells.size() != usual || cells.stream().allMatch(String::isBlank)) {
        continue;
      }
      boolean isUnits =
          isUnits(cells)
              && i + 1 < rows.size()
              && isNames(split(lines.get(rows.get(i + 1)), delimiter), usual)
              && i + 2 < rows.size()
              && hasNumber(split(lines.get(rows.get(i + 2)), delimiter));
      if (isUnits) {
        units = rows.get(i) + 1;
      } else {
        header = i;
      }
    }
    header = laterNames(lines, rows, delimiter, usual, header);
    boolean isComment = false;
    int headerLine = header < 0 ? rows.isEmpty() ? 1 : rows.get(0) + 1 : rows.get(header) + 1;
    if (header >= 0 && allNumbers(split(lines.get(rows.get(header)), delimiter))) {
      // The names may stand in the comment above the numbers.
      Optional<Integer> above = commentAbove(lines, rows.get(header), comment, delimiter, usual);
      if (above.isPresent()) {
        headerLine = above.get() + 1;
        isComment = true;
      }
    } else if (units == 0 && header >= 0 && header + 2 < rows.size()) {
      List<String> next = split(lines.get(rows.get(header + 1)), delimiter);
      if (next.size() == usual
          && isUnits(next)
          && hasNumber(split(lines.get(rows.get(header + 2)), delimiter))) {
        units = rows.get(header + 1) + 1;
      }
    }
    if (said.headerLine().isPresent()) {
      headerLine = said.headerLine().get();
      isComment =
          !comment.isEmpty()
              && headerLine <= lines.size()
              && lines.get(headerLine - 1).startsWith(comment);
      units = units > headerLine + 1 ? 0 : units;
    }
    Decimals decimals = said.decimals().orElseGet(() -> decimals(lines, rows, delimiter));
    return new TableDialect(delimiter, comment, headerLine, isComment, units, decimals);
  }

  /**
   * Returns the first row that may hold the names. Above the first numbers, everything up to a row
   * of another length is a preamble.
   */
  private static int afterPreamble(
      List<String> lines, List<Integer> rows, char delimiter, int usual) {
    int begin = 0;
    for (int i = 0; i < rows.size(); i++) {
      List<String> cells = split(lines.get(rows.get(i)), delimiter);
      if (cells.size() != usual) {
        begin = i + 1;
      } else if (hasNumber(cells)) {
        return i > begin ? begin : 0;
      }
    }
    return 0;
  }

  /**
   * Returns the header row. A preamble may itself be a small table; then a row of names below its
   * numbers begins the real one.
   */
  private static int laterNames(
      List<String> lines, List<Integer> rows, char delimiter, int usual, int header) {
    for (int i = header + 2; header >= 0 && i < Math.min(header + 5, rows.size() - 1); i++) {
      List<String> names = split(lines.get(rows.get(i)), delimiter);
      boolean isFull = names.stream().noneMatch(name -> new Cell(name).isEmpty());
      if (isFull
          && isNames(names, usual)
          && !names.equals(split(lines.get(rows.get(header)), delimiter))
          && hasNumber(split(lines.get(rows.get(i - 1)), delimiter))
          && hasNumber(split(lines.get(rows.get(i + 1)), delimiter))) {
        return i;
      }
    }
    return header;
  }

  private static Optional<Integer> commentAbove(
      List<String> lines, int row, String comment, char delimiter, int usual) {
    for (int i = row - 1; i >= 0 && !comment.isEmpty(); i--) {
      if (lines.get(i).startsWith(comment)
          && split(lines.get(i).substring(comment.length()).strip(), delimiter).size() == usual) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static char delimiter(List<String> lines, List<Integer> rows) {
    char best = ',';
    int most = 1;
    for (char each : DELIMITERS) {
      int agreeing = agreeing(lines, rows, each);
      if (usual(lines, rows, each) > 1 && agreeing > most && 2 * agreeing > rows.size()) {
        best = each;
        most = agreeing;
        break;
      }
    }
    boolean found = most > 1 || usual(lines, rows, best) > 1;
    return !found
            && usual(lines, rows, CsvReader.BLANKS) > 1
            && agreeing(lines, rows, CsvReader.BLANKS) > 1
        ? CsvReader.BLANKS
        : best;
  }

  /** Returns the number of values that most rows have. */
  private static int usual(List<String> lines, List<Integer> rows, char delimiter) {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(split(lines.get(row), delimiter).size(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  private static int agreeing(List<String> lines, List<Integer> rows, char delimiter) {
    int usual = usual(lines, rows, delimiter);
    return (int) rows.stream().filter(r -> split(lines.get(r), delimiter).size() == usual).count();
  }

  private static Decimals decimals(List<String> lines, List<Integer> rows, char delimiter) {
    if (delimiter == ',') {
      return Decimals.POINT;
    }
    long commas = 0;
    for (int row : rows) {
      for (String cell : split(lines.get(row), delimiter)) {
        if (WITH_POINT.matcher(cell).matches()) {
          return Decimals.POINT;
        }
        commas += WITH_COMMA.matcher(cell).matches() ? 1 : 0;
      }
    }
    return commas > 0 ? Decimals.COMMA : Decimals.POINT;
  }

  private static boolean allNumbers(List<String> cells) {
    return cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
  }

  private static boolean hasNumber(List<String> cells) {
    return cells.stream()
        .anyMatch(cell -> NUMBER.matcher(cell).matches() || WITH_COMMA.matcher(cell).matches());
  }

  private static boolean isNames(List<String> cells, int usual) {
    return cells.size() == usual && !hasNumber(cells) && !isUnits(cells);
  }

  /**
   * Returns whether the cells could be units: none is a number, and at least one is a unit of time.
   */
  private static boolean isUnits(List<String> cells) {
    return cells.stream().allMatch(cell -> UNIT.matcher(cell).matches())
        && cells.stream().anyMatch(cell -> Unit.ofTime(bare(cell)).isPresent());
  }

  /** Returns a unit without brackets. */
  static String bare(String cell) {
    return cell.replaceAll("[\\[\\]()]", "").strip();
  }

  /**
   * Splits a line as {@link CsvReader} does, except that line breaks within quotes are not
   * supported.
   */
  static List<String> split(String line, char delimiter) {
    if (delimiter == CsvReader.BLANKS) {
      return Arrays.asList(line.strip().split("\\s+", -1));
    }
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == delimiter && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** Returns how the table is read, as far as this differs from the default. */
  List<String> lines(String name) {
    List<String> lines = new ArrayList<>();
    if (delimiter != ',') {
      lines.add(
          "separator "
              + switch (delimiter) {
                case '\t' -> "tab";
                case CsvReader.BLANKS -> "white space";
                default -> "\"" + delimiter + '"';
              });
    }
    if (!comment.isEmpty()) {
      lines.add("lines that begin with " + comment + " are comments");
    }
    if (decimals == Decimals.COMMA) {
      lines.add("decimal comma");
    }
    if (headerLine > 1) {
      lines.add("names of the columns in line " + headerLine);
    }
    if (unitsLine > 0) {
      lines.add("units in line " + unitsLine);
    }
    return lines.isEmpty()
        ? List.of()
        : List.of(name + " is read with " + String.join(", ", lines));
  }
}
