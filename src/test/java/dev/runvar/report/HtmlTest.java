package dev.runvar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.report.IntervalChart.Bar;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void text_and_attributes_are_escaped() {
    assertEquals(
        "<p title=\"&quot;&#39;\">&lt;b&gt; &amp; é😀\uFFFD</p>",
        new Html().element("p", "<b> & é😀\u0000", "title", "\"'").toString());
  }

  @Test
  void half_a_pair_is_replaced() {
    assertEquals("a\uFFFDb", new Html().text("a\uD83Db").toString());
  }

  @Test
  void an_element_that_did_not_end_is_an_error() {
    assertThrows(IllegalStateException.class, () -> new Html().open("p").toString());
  }

  @Test
  void a_row_has_a_cell_for_each_column() {
    HtmlTable table = new HtmlTable("t", "caption", Column.text("a"), Column.number("b"));
    assertThrows(IllegalArgumentException.class, () -> table.row(Cell.of("only one")));
  }

  @Test
  void a_number_has_the_value_to_sort_by_and_a_dash_has_none() {
    Html html = new Html();
    new HtmlTable("t", "caption", Column.text("a"), Column.number("b"))
        .row(Cell.of("x"), Cell.of("1.2 µs", 1234.5))
        .row(Cell.of("y"), Cell.of("–", null))
        .write(html);
    assertTrue(html.toString().contains("<td class=\"number\" data-order=\"1234.5\">1.2 µs</td>"));
    assertTrue(html.toString().contains("<td class=\"number\">–</td>"));
  }

  /** From −10 to 10 on 172 pixels after a margin of 4: zero at 90, 5 at 133, 8 at 158.8. */
  @Test
  void a_bar_goes_from_zero_to_its_value_with_whiskers_at_its_interval() {
    Bar bar = new Bar(5, 2.0, 8.0);
    Html html = new Html();
    IntervalChart.of(List.of(bar, new Bar(-10, null, null), new Bar(10, null, null)))
        .write(html, bar, "five");
    assertTrue(html.toString().contains("aria-label=\"five\""), html.toString());
    assertTrue(html.toString().contains("<rect x=\"90.0\" y=\"4.0\" width=\"43.0\""));
    assertTrue(html.toString().contains("x1=\"107.2\" y1=\"9.0\" x2=\"158.8\""));
  }
}
