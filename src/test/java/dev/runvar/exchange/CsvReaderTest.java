package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.StudyException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

  private static final List<String> PIECES =
      List.of("a", "12.5", " ", "\t", ",", ",", "\"", "\"", "\"\"", "\n", "\r", "\r\n", "\u00e9");

  private static final CSVFormat COMMONS_CSV =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  @TempDir private Path directory;

  /** The oracle is Commons CSV, whose rows, lines and refusals these are. */
  @Test
  void any_text_has_the_rows_that_another_reader_finds() throws IOException {
    for (int seed = 0; seed < 3_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertEquals(expected(text.toString()), rows(text.toString()), "seed " + seed + ": " + text);
    }
  }

  @Test
  void rows_may_cross_the_end_of_a_buffer() throws IOException {
    String cell = "x".repeat(40_000);
    String text = (cell + ",\"" + cell + "\"\"\n" + cell + "\"\r\n").repeat(5);
    assertEquals(expected(text), rows(text));
  }

  @Test
  void bytes_that_are_no_text_are_refused_after_the_rows_before_them() throws IOException {
    Path file = directory.resolve("a.csv");
    Files.write(file, "a\n1\n2\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    try (CsvReader reader = new CsvReader(new InputFile("a.csv", file), ',', "")) {
      for (int row = 0; row < 3; row++) {
        assertTrue(reader.next());
      }
      StudyException e = assertThrows(StudyException.class, reader::next);
      assertEquals("a.csv:4: not text here or below; give text in UTF-8", e.getMessage());
    }
  }

  private List<String> rows(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), text);
    List<String> rows = new ArrayList<>();
    try (CsvReader reader = new CsvReader(new InputFile("a.csv", file), ',', "")) {
      while (reader.next()) {
        List<String> cells = IntStream.range(0, reader.size()).mapToObj(reader::text).toList();
        rows.add(reader.line() + ": " + cells);
      }
    } catch (StudyException e) {
      rows.add("refused at " + e.getMessage().split(":", 3)[1]);
    }
    return rows;
  }

  private static List<String> expected(String text) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), COMMONS_CSV)) {
      try {
        for (CSVRecord row : parser) {
          rows.add(parser.getCurrentLineNumber() + ": " + row.toList());
        }
      } catch (UncheckedIOException e) {
        rows.add("refused at " + (parser.getCurrentLineNumber() + 1));
      }
    }
    return rows;
  }
}
