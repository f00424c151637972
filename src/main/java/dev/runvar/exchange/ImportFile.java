package dev.runvar.exchange;

import dev.runvar.study.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Files of other programs, whose names end by what they are. */
final class ImportFile {

  private static final List<ImportFormat> FORMATS =
      ServiceLoader.load(ImportFormat.class, ImportFormat.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

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
      case "csv" -> new CsvFile(file, map, defaults);
      case "parquet" -> new ParquetFile(file, map, defaults);
      default -> ofPack(file, dot < 0 ? "" : name.substring(dot + 1), map, defaults);
    };
  }

  private static RunSource ofPack(
      InputFile file, String ending, ColumnMap map, RunDefaults defaults) {
    ImportFormat format =
        FORMATS.stream()
            .filter(known -> known.ending().equals(ending.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () ->
                    file.place(1)
                        .notAllowed(
                            "the end of the name",
                            ending.isEmpty() ? "nothing" : "\"." + ending + '"',
                            allowed()));
    refuseMap(file, map);
    return format.source(file, defaults);
  }

  private static String allowed() {
    String packs =
        FORMATS.stream()
            .map(format -> ", .%s (%s)".formatted(format.ending(), format.words()))
            .collect(Collectors.joining());
    return ".jsonl or .ndjson (telemetry lines), .csv or .parquet (tables)" + packs;
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
