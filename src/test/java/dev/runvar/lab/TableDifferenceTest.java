package dev.runvar.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableDifferenceTest {

  private static final Map<String, Object> A = Map.of("id", "a", "n", 2_000L, "x", 0.5);
  private static final Map<String, Object> B = Map.of("id", "b", "n", 3, "x", 1.5);

  @Test
  void tables_are_equal_in_any_order_and_with_any_type_of_number() {
    Map<String, Object> same = Map.of("id", "a", "n", 2_000.0, "x", 0.5);
    assertEquals(0, largest(List.of(A, B), List.of(B, same)).relative());
  }

  @Test
  void numbers_are_compared_by_their_size() {
    Map<String, Object> other = Map.of("id", "a", "n", 1_999, "x", 0.5 + 1e-9);
    assertEquals(new TableDifference("a n", 1.0 / 2_000), largest(List.of(A), List.of(other)));
  }

  @Test
  void what_is_in_one_table_only_is_an_infinite_difference() {
    assertEquals(Double.POSITIVE_INFINITY, largest(List.of(A), List.of(A, B)).relative());
    assertEquals(Double.POSITIVE_INFINITY, largest(List.of(A), List.of(B)).relative());
    Map<String, Object> withoutN = Map.of("id", "a", "x", 0.5);
    assertEquals("a n", largest(List.of(A), List.of(withoutN)).place());
    assertEquals("a n", largest(List.of(withoutN), List.of(A)).place());
  }

  private static TableDifference largest(
      List<Map<String, Object>> first, List<Map<String, Object>> second) {
    return TableDifference.largest("id", first, second);
  }
}
