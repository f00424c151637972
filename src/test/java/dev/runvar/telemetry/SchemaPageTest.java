package dev.runvar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.telemetry.Column.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of docs that lists the columns has all of them, in their order. */
class SchemaPageTest {

  private static final Path PAGE = Path.of("docs", "telemetry.md");

  /** A row of the page's table: its first four cells, and two that say something. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (`\\w+` \\| [^|]+ \\| [^|]+ \\| \\w+) \\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE);

  @Test
  void the_page_has_the_columns_with_their_types_units_and_sources() throws IOException {
    List<String> expected =
        Stream.concat(
                Arrays.stream(Column.values()).map(SchemaPageTest::row),
                Stream.of(
                    "`phases` | map of text to long | ns | contract",
                    "`gauges` | map of text to double | as given | contract"))
            .toList();
    assertEquals(
        expected, ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList());
  }

  private static String row(Column column) {
    return "`%s` | %s | %s | %s"
        .formatted(
            column.columnName(),
            column.type().name().toLowerCase(Locale.ROOT),
            symbol(column.unit()),
            column.source().name().toLowerCase(Locale.ROOT));
  }

  private static String symbol(Unit unit) {
    return switch (unit) {
      case COUNT -> "1";
      case NANOSECONDS -> "ns";
      case BYTES -> "B";
      case PERCENT -> "%";
      case HERTZ -> "Hz";
      case CELSIUS -> "°C";
    };
  }
}
