package dev.runvar.exchange;

import dev.runvar.study.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Columns that are added as a file names them. */
final class GrowingColumns {

  /** More names than this are not columns, but values in the place of names. */
  private static final int MOST = 10_000;

  private final Map<String, Integer> places = new HashMap<>();
  private final List<Cell> cells = new ArrayList<>();
  private List<String> names = List.of();

  /** Returns the place of a column, which is added if it is new. */
  int place(Place place, String name) {
    Integer known = places.get(name);
    if (known != null) {
      return known;
    }
    if (places.size() == MOST) {
      throw place.error("more than %,d columns; leave some out".formatted(MOST));
    }
    places.put(name, cells.size());
    cells.add(new Cell());
    List<String> more = new ArrayList<>(names);
    more.add(name);
    names = more;
    return cells.size() - 1;
  }

  List<String> names() {
    return names;
  }

  List<Cell> cells() {
    return cells;
  }

  /** Empties all cells. */
  void clear() {
    cells.forEach(cell -> cell.set((String) null));
  }
}
