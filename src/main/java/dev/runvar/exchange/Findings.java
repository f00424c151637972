package dev.runvar.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts how an import interprets its files and what it leaves out, while it reads them. */
public final class Findings {

  /** The findings that are counted, in the order of their lines. */
  enum Kind {
    NO_WALL_TIME("rows have no wall time: they are kept with their other figures"),
    FIRST_OF_CLOCK("rows are the first of a clock: they have no time"),
    RESTARTED("times the clock falls: it was restarted, and the row after it has no time"),
    SET_BACK("rows have a negative time, as after a clock was set back: their times are null"),
    REPEATED("rows repeat steps, as after a restart: they are left out"),
    NO_STEPS("rows cover no step: their times are null"),
    NO_NUMBER("rows that end a cycle have no number of it: they are left out"),
    BEGAN_AGAIN("times the cycles begin again: another run"),
    EMPTY("rows have no figure: they are left out"),
    IMPOSSIBLE("figures are infinite, negative or too large: they are null"),
    NO_ROW("lines between the rows are no rows: they are left out"),
    NO_END("cycles at the end of a file have no end: they are left out");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private final long[] counts = new long[Kind.values().length];
  private final Set<String> stated = new LinkedHashSet<>();
  private final Map<String, String> rates = new LinkedHashMap<>();
  private final Set<String> passedOver = new TreeSet<>();
  private final List<long[]> numbers = new ArrayList<>();

  void count(Kind kind) {
    counts[kind.ordinal()]++;
  }

  /** Adds a line about how the files are read. */
  void state(String line) {
    stated.add(line);
  }

  /** Adds a column that is left out because it holds no numbers. */
  public void passedOver(String column) {
    passedOver.add(column);
  }

  /** Adds a column that holds the inverse of a time. */
  void rate(String column) {
    rates.put(column, column);
  }

  /** Adds the numbers of the first and the last cycle of a run. */
  void numbers(long first, long last) {
    numbers.add(new long[] {first, last});
  }

  /** Returns whether there are several runs, each of which begins after the end of another one. */
  private boolean goOn() {
    List<long[]> sorted = new ArrayList<>(numbers);
    sorted.sort(Comparator.comparingLong(run -> run[0]));
    boolean goOn = sorted.size() > 1;
    for (int i = 1; i < sorted.size(); i++) {
      long before = sorted.get(i - 1)[1];
      goOn &= sorted.get(i)[0] > before && sorted.get(i)[0] <= before + before / 10 + 1;
    }
    return goOn;
  }

  /** Returns a line for each kind of thing that was found. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(stated);
    if (goOn()) {
      lines.add("the cycles of each run go on after those of another: --one-run reads them as one");
    }
    for (Kind kind : Kind.values()) {
      if (counts[kind.ordinal()] > 0) {
        lines.add("%,d %s".formatted(counts[kind.ordinal()], kind.words));
      }
    }
    if (!rates.isEmpty()) {
      lines.add("rates of the run itself, passed over: " + String.join(", ", rates.keySet()));
    }
    if (!passedOver.isEmpty()) {
      lines.add("columns that hold no figures, passed over: " + String.join(", ", passedOver));
    }
    return lines;
  }
}
