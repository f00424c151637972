package dev.runvar.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an import left out of its files, counted while it reads them. */
public final class Findings {

  private long rowsWithoutWallTime;
  private long emptyRows;
  private long impossibleFigures;
  private final Set<String> passedOver = new TreeSet<>();

  void rowWithoutWallTime() {
    rowsWithoutWallTime++;
  }

  void emptyRow() {
    emptyRows++;
  }

  void impossibleFigure() {
    impossibleFigures++;
  }

  void passedOver(String column) {
    passedOver.add(column);
  }

  /** Returns a line for each kind of thing that was found. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(
        lines,
        rowsWithoutWallTime,
        "rows have no wall time: they are kept with their other figures");
    add(lines, emptyRows, "rows have no figure: they are left out");
    add(lines, impossibleFigures, "figures are infinite, negative or too large: they are null");
    if (!passedOver.isEmpty()) {
      lines.add("columns that hold no figures, passed over: " + String.join(", ", passedOver));
    }
    return lines;
  }

  private static void add(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add("%,d %s".formatted(count, what));
    }
  }
}
