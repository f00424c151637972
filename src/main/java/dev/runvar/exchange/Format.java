package dev.runvar.exchange;

import dev.runvar.study.LinePattern;
import dev.runvar.study.Place;
import dev.runvar.study.TextMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A known file format of another program: how to recognise it, and how to read it.
 *
 * @param recognise expressions that must all be found in the first lines of the file
 */
record Format(String name, List<String> recognise, Reading reading) {

  private static final String DIRECTORY = "/formats/";

  /** The number of lines at the start of a file that are searched. */
  private static final int MOST_LINES = 5_000;

  private static final Set<String> KEYS = keys();

  private static Set<String> keys() {
    Set<String> keys = new HashSet<>(Reading.OPTIONS);
    keys.addAll(Set.of("says", "recognise", "advice", "rows"));
    return Set.copyOf(keys);
  }

  /** Returns the known formats, in the order in which they are tried. */
  static List<Format> all() {
    return resource("formats.txt")
        .lines()
        .filter(line -> !line.isBlank())
        .map(name -> parse(name + ".yaml", resource(name + ".yaml")))
        .toList();
  }

  /** Returns a format by its name, or from a file. */
  static Format of(String nameOrFile) {
    if (nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")) {
      try {
        return parse(nameOrFile, Files.readString(Path.of(nameOrFile)));
      } catch (IOException e) {
        throw new Place(nameOrFile, 1)
            .error("cannot be read; give the file of a format, or the name of one");
      }
    }
    List<Format> all = all();
    return all.stream()
        .filter(format -> format.name().equals(nameOrFile))
        .findFirst()
        .orElseThrow(
            () ->
                new MappingException(
                    "--format: \"%s\" is not allowed; allowed: a file of a format (.yaml), or %s"
                        .formatted(nameOrFile, names(all))));
  }

  private static String names(List<Format> formats) {
    return String.join(", ", formats.stream().map(Format::name).toList());
  }

  static String names() {
    return names(all());
  }

  private static Format parse(String file, String text) {
    Reading reading = new Reading(TextMapping.parse(file, text, KEYS));
    String name = Path.of(file).getFileName().toString().replaceAll("\\.ya?ml$", "");
    return new Format(name, reading.all("recognise"), reading);
  }

  private static String resource(String name) {
    try (InputStream in = Format.class.getResourceAsStream(DIRECTORY + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a description of such a file, for messages. */
  String says() {
    return reading.all("says").stream().findFirst().orElse(name);
  }

  /** Returns whether cycles are found in lines or in lists. */
  boolean isOfLog() {
    return reading.has("line") || reading.has("table-at") || reading.has("rows");
  }

  /** Returns the first format that recognises a file. */
  static Optional<Format> recognised(byte[] head) {
    List<String> lines = new ArrayList<>();
    String text = new String(head, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    text.lines().limit(MOST_LINES).map(TerminalLine::shown).forEach(lines::add);
    return all().stream().filter(format -> format.fits(lines)).findFirst();
  }

  private boolean fits(List<String> lines) {
    if (recognise.isEmpty()) {
      return false;
    }
    for (String regex : recognise) {
      LinePattern pattern = Reading.pattern("recognise", regex);
      if (lines.stream().noneMatch(pattern::find)) {
        return false;
      }
    }
    return true;
  }
}
