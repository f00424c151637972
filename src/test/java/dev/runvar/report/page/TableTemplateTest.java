package dev.runvar.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.report.Table;
import dev.runvar.report.Table.Bar;
import dev.runvar.report.Table.Cell;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import org.junit.jupiter.api.Test;

class TableTemplateTest {

  @Test
  void text_and_attributes_are_escaped() {
    String html = html(new Table("t", "\"'<b>").texts("a").row(Cell.of("<b> & é😀")));
    assertTrue(html.contains("&lt;b&gt; &amp; é😀</th>"), html);
    assertTrue(html.contains("aria-label=\"&#34;&#39;&lt;b>\""), html);
  }

  @Test
  void characters_that_cannot_be_are_replaced() {
    assertEquals("a\uFFFDb\uFFFD\n", ReportPage.valid("a\uD83Db\u0000\n"));
  }

  @Test
  void a_row_has_a_cell_for_each_column() {
    Table table = new Table("t", "caption").texts("a").numbers("b");
    assertThrows(IllegalArgumentException.class, () -> table.row(Cell.of("only one")));
  }

  @Test
  void a_number_has_the_value_to_sort_by_and_a_dash_has_none() {
    String html =
        html(
            new Table("t", "caption")
                .texts("a")
                .numbers("b")
                .row(Cell.of("x"), Cell.of("1.2 µs", 1234.5))
                .row(Cell.of("y"), Cell.of("–", null)));
    assertTrue(html.contains("<td class=\"number\" data-order=\"1234.5\">1.2 µs</td>"), html);
    assertTrue(html.contains("<td class=\"number\">–</td>"), html);
  }

  /** From −10 to 10 on 172 pixels after a margin of 4: zero at 90, 5 at 133, 8 at 158.8. */
  @Test
  void a_bar_goes_from_zero_to_its_value_with_whiskers_at_its_interval() {
    Table table = new Table("t", "caption").texts("a").bars("b");
    table.row(Cell.of("x"), Cell.bar(new Bar(5, 2.0, 8.0), "five"));
    table.row(Cell.of("y"), Cell.bar(new Bar(-10, null, null), "ten below"));
    table.row(Cell.of("z"), Cell.bar(new Bar(10, null, null), "ten"));
    String html = html(table);
    assertTrue(html.contains("aria-label=\"five\""), html);
    assertTrue(html.contains("<rect x=\"90.0\" y=\"4.0\" width=\"43.0\""), html);
    assertTrue(html.contains("x1=\"107.2\" y1=\"9.0\" x2=\"158.8\""), html);
  }

  private static String html(Table table) {
    StringOutput output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html).render("table.jte", table, output);
    return output.toString();
  }
}
