package dev.runvar.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * Reads a CSV file of treatments: a header with the names of the parameters, then a treatment a
 * line.
 *
 * <p>A value has no line break, so each line is parsed by itself: a mistake in its quotes is then
 * one of this line, not of all that follow.
 */
final class TreatmentCsv {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TreatmentCsv() {}

  /** Returns the treatments of the file that a study names by its path from the study file. */
  static TreatmentTable read(Value name) {
    Path path;
    byte[] bytes;
    try {
      path = Path.of(name.place().file()).resolveSibling(name.text());
      bytes = StudyInput.read(path);
    } catch (IOException | InvalidPathException e) {
      throw name.notAllowed(
          "a CSV file of at most 16 MB that can be read, by its path from the directory of this file");
    }
    return table(path.toString(), Utf8.decode(path.toString(), bytes, "CSV in UTF-8"));
  }

  private static TreatmentTable table(String file, String text) {
    List<Value> lines = lines(file, text);
    if (lines.isEmpty()) {
      throw new Place(file, 1)
          .error("the file is empty; give a line of parameters, then one treatment per line");
    }
    List<Value> parameters = parameters(lines.get(0));
    if (lines.size() == 1) {
      throw lines
          .get(0)
          .place()
          .error("no treatment follows the header; give at least one, each on a line");
    }
    return new TreatmentTable(
        parameters,
        lines.subList(1, lines.size()).stream().map(line -> row(line, parameters)).toList());
  }

  /** Returns the lines that are not blank. */
  private static List<Value> lines(String file, String text) {
    String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    List<String> texts = unmarked.lines().toList();
    List<Value> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (!texts.get(i).isBlank()) {
        lines.add(new Value(new Place(file, i + 1), "the line", texts.get(i)));
      }
    }
    return lines;
  }

  private static List<Value> parameters(Value header) {
    List<Value> parameters = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : fields(header)) {
      parameters.add(Value.parameter(header.place(), name));
      if (!seen.add(name)) {
        throw header
            .place()
            .error("duplicate parameter \"%s\"; give each parameter once".formatted(name));
      }
    }
    return parameters;
  }

  private static TreatmentTable.Row row(Value line, List<Value> parameters) {
    List<String> fields = fields(line);
    if (fields.size() != parameters.size()) {
      throw line.place()
          .error(
              "treatment %s does not fit the header; give %d values, one for each of %s"
                  .formatted(
                      fields, parameters.size(), parameters.stream().map(Value::text).toList()));
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(new Value(line.place(), parameters.get(i).text(), fields.get(i)));
    }
    return new TreatmentTable.Row(line.place(), values);
  }

  private static List<String> fields(Value line) {
    try (CSVParser parser = CSVParser.parse(line.text(), CSVFormat.RFC4180)) {
      return parser.getRecords().get(0).toList();
    } catch (IOException | UncheckedIOException e) {
      throw line.notAllowed("values with commas between them, quoted as in \"a, \"\"b\"\"\"");
    }
  }
}
