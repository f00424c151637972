package dev.runvar.exchange;

import dev.runvar.study.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Files of other programs, whose names end by what they are. */
final class ImportFile {

  private static final String ALLOWED =
      ".jsonl or .ndjson (telemetry lines), .csv or .parquet (tables), .json (the paper's results)";

  private ImportFile() {}

  /** Returns what reads a file. */
  static RunSource of(String name, ColumnMap map, RunDefaults defaults) {
    InputFile file = new InputFile(name, existing(name));
    int dot = name.lastIndexOf('.');
    return switch (name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
      case "jsonl", "ndjson" -> {
        refuseMap(file, map);
        yield new JsonLinesFile(file, defaults);
      }
      case "json" -> {
        refuseMap(file, map);
        yield new PaperFile(file, defaults);
      }
      case "csv" -> new CsvFile(file, map, defaults);
      case "parquet" -> new ParquetFile(file, map, defaults);
      default ->
          throw file.place(1)
              .notAllowed(
                  "the end of the name",
                  dot < 0 ? "nothing" : '"' + name.substring(dot) + '"',
                  ALLOWED);
    };
  }

  private static void refuseMap(InputFile file, ColumnMap map) {
    if (!map.isEmpty()) {
      throw file.place(1).error("--map has no meaning for this file; allowed: with tables only");
    }
  }

  private static Path existing(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isRegularFile(path)) {
        return path;
      }
      if (Files.exists(path)) {
        throw new Place(name, 1)
            .error("a directory, pipe or device; allowed: a file that can be read");
      }
    } catch (InvalidPathException e) {
      // As a file that is not there: no file can have this name.
    }
    throw new Place(name, 1).error("there is no such file; allowed: a file that can be read");
  }
}
