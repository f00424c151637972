package dev.runvar.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where two tables differ the most.
 *
 * @param place the row's key and the column; empty when the tables are equal
 * @param relative the difference of two numbers over the larger of their sizes and 1; infinite when
 *     a row, a column or a value is in one table only, or when two texts differ
 */
public record TableDifference(String place, double relative) {

  private static final TableDifference NONE = new TableDifference("", 0);

  /**
   * Compares tables, in whatever order their rows are.
   *
   * @param key the column that tells rows apart
   */
  public static TableDifference largest(
      String key, List<Map<String, Object>> first, List<Map<String, Object>> second) {
    Map<Object, Map<String, Object>> others = new HashMap<>();
    second.forEach(row -> others.put(row.get(key), row));
    TableDifference largest =
        first.size() == second.size() && others.size() == second.size()
            ? NONE
            : new TableDifference("rows", Double.POSITIVE_INFINITY);
    for (Map<String, Object> row : first) {
      Map<String, Object> other = others.getOrDefault(row.get(key), Map.of());
      Set<String> columns = new HashSet<>(row.keySet());
      columns.addAll(other.keySet());
      for (String column : columns) {
        double relative = relative(row.get(column), other.get(column));
        if (relative > largest.relative()) {
          largest = new TableDifference(row.get(key) + " " + column, relative);
        }
      }
    }
    return largest;
  }

  private static double relative(Object first, Object second) {
    if (first instanceof Number a && second instanceof Number b) {
      double scale = Math.max(1, Math.max(Math.abs(a.doubleValue()), Math.abs(b.doubleValue())));
      double difference = Math.abs(a.doubleValue() - b.doubleValue()) / scale;
      return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
    return Objects.equals(first, second) ? 0 : Double.POSITIVE_INFINITY;
  }
}
