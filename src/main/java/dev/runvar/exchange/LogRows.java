package dev.runvar.exchange;

import dev.runvar.study.LinePattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cycles of a text log, from lines that match patterns. The first pattern ends or begins a
 * cycle, and the others add values to it. Named groups are columns. In a group named {@code
 * fields}, each {@code name=value} is a column. Groups {@code key} and {@code value} give the name
 * and the value of one column.
 */
final class LogRows extends GrowingRows {

  private static final Pattern FIELD =
      Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_./%-]*)\\s*[=:]\\s*(?:\"([^\"]*)\"|([^\\s,;\"]+))");

  private static final String KEY = "key";
  private static final String VALUE = "value";
  private static final String FIELDS = "fields";

  private final InputFile file;
  private final LineReader lines;
  private final List<Line> patterns;
  private final Line runAt;
  private final boolean begins;
  private final ColumnMap map;
  private final Findings findings;
  private final List<Value> values = new ArrayList<>();
  private boolean isOpen;
  private boolean runIsNext;
  private boolean beginsRun;
  private boolean ended;
  private int line;

  /** A pattern with the bytes that its lines hold. */
  private static final class Line {

    private final LinePattern pattern;
    private final byte[] literal;

    Line(LinePattern pattern) {
      this.pattern = pattern;
      literal = pattern.literal();
    }
  }

  /** The values of a column in the current cycle. */
  private static final class Value {

    private final Aggregation aggregation;
    private String last;
    private double sum;
    private double largest = Double.NEGATIVE_INFINITY;
    private long count;

    Value(Aggregation aggregation) {
      this.aggregation = aggregation;
    }

    void add(String text) {
      last = text;
      count++;
      if (aggregation == Aggregation.SUM || aggregation == Aggregation.MAX) {
        double number = new Cell(text).number();
        if (!Double.isNaN(number)) {
          sum += number;
          largest = Math.max(largest, number);
        }
      }
    }

    void moveTo(Cell cell) {
      switch (aggregation) {
        case LAST -> cell.set(last);
        case SUM -> cell.set(sum);
        case COUNT -> cell.set((double) count);
        default -> {
          if (largest == Double.NEGATIVE_INFINITY) {
            cell.set((String) null);
          } else {
            cell.set(largest);
          }
        }
      }
      clear();
    }

    void clear() {
      last = null;
      sum = 0;
      largest = Double.NEGATIVE_INFINITY;
      count = 0;
    }
  }

  LogRows(InputFile file, Reading reading, Findings findings) {
    this.file = file;
    this.findings = findings;
    patterns = reading.lines().stream().map(Line::new).toList();
    runAt = reading.runAt().map(Line::new).orElse(null);
    begins = reading.firstLineBegins();
    map = reading.columnMap();
    for (Line each : patterns) {
      for (String name : each.pattern.names()) {
        boolean isColumn = !name.equals(FIELDS) && !name.endsWith(KEY) && !name.endsWith(VALUE);
        if (isColumn) {
          column(name);
        }
      }
    }
    lookAhead();
    lines = new LineReader(file);
  }

  /**
   * Adds the columns that are named at the start of the file, so that the first cycles have them
   * too, with a sum of 0.
   */
  private void lookAhead() {
    boolean named =
        patterns.stream()
            .flatMap(each -> each.pattern.names().stream())
            .anyMatch(name -> name.equals(FIELDS) || name.endsWith(KEY));
    if (!named) {
      return;
    }
    LineReader head = new LineReader(file, new ByteArrayInputStream(file.head()));
    while (head.next()) {
      for (Line each : patterns) {
        if (head.mayHold(each.literal) && each.pattern.find(head.shown())) {
          take(each.pattern, head.shown());
        }
      }
    }
    values.forEach(Value::clear);
  }

  private Value column(String name) {
    int place = columns.place(file.place(Math.max(1, line)), name);
    if (place == values.size()) {
      values.add(new Value(map.aggregation(name)));
    }
    return values.get(place);
  }

  @Override
  public boolean next() {
    beginsRun = false;
    boolean isRow = false;
    while (!isRow && !ended && lines.next()) {
      isRow = read();
    }
    if (isRow) {
      return true;
    }
    boolean wasOpen = isOpen && !ended;
    ended = true;
    if (wasOpen && begins) {
      publish();
      return true;
    }
    if (wasOpen) {
      findings.count(Findings.Kind.NO_END);
    }
    return false;
  }

  /** Reads the current line; returns whether it completes a row. */
  private boolean read() {
    String text = null;
    boolean isRow = false;
    if (runAt != null && lines.mayHold(runAt.literal)) {
      text = lines.shown();
      if (runAt.pattern.find(text)) {
        isRow = begins && isOpen;
        if (isRow) {
          publish();
        }
        values.forEach(Value::clear);
        isOpen = false;
        runIsNext = true;
      }
    }
    // All values in a line that begins or ends a cycle belong to that cycle.
    for (int i = 0; i < patterns.size(); i++) {
      int index = begins ? i : patterns.size() - 1 - i;
      Line each = patterns.get(index);
      if (!lines.mayHold(each.literal)) {
        continue;
      }
      text = text == null ? lines.shown() : text;
      if (!each.pattern.find(text)) {
        continue;
      }
      if (index == 0 && begins) {
        if (isOpen) {
          publish();
          isRow = true;
        }
        values.forEach(Value::clear);
      }
      take(each.pattern, text);
      if (index == 0 && !begins) {
        publish();
        return true;
      }
      isOpen |= index == 0 || !begins;
      line = line == 0 || index == 0 ? lines.number() : line;
    }
    return isRow;
  }

  /** Turns the values so far into the current row. */
  private void publish() {
    List<Cell> cells = columns.cells();
    for (int i = 0; i < values.size(); i++) {
      values.get(i).moveTo(cells.get(i));
    }
    line = begins && line > 0 ? line : lines.number();
    beginsRun |= runIsNext;
    runIsNext = false;
    isOpen = false;
  }

  /**
   * Takes the groups of a match; if groups name their own columns, those of all matches in the
   * line.
   */
  private void take(LinePattern pattern, String text) {
    boolean more;
    do {
      boolean isNamed = false;
      List<String> names = pattern.names();
      for (int i = 0; i < names.size(); i++) {
        String value = pattern.group(i);
        if (value == null) {
          continue;
        }
        String name = names.get(i);
        if (name.equals(FIELDS)) {
          takeFields(value);
        } else if (name.endsWith(KEY)) {
          String prefix = name.substring(0, name.length() - KEY.length());
          isNamed = true;
          int at = names.indexOf(prefix + VALUE);
          Optional.ofNullable(at < 0 ? null : pattern.group(at))
              .ifPresent(
                  found ->
                      column((prefix.isEmpty() ? "" : prefix.replaceAll("_$", ".")) + value.strip())
                          .add(found.strip()));
        } else if (!name.endsWith(VALUE)) {
          column(name).add(value.strip());
        }
      }
      int end = pattern.end();
      more = isNamed && end > 0 && end < text.length() && pattern.find(text, end);
    } while (more);
  }

  private void takeFields(String text) {
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      column(field.group(1)).add(field.group(2) == null ? field.group(3) : field.group(2));
    }
  }

  @Override
  public int line() {
    return Math.max(1, line);
  }

  @Override
  public boolean beginsRun() {
    return beginsRun;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
