package dev.runvar.exchange;

import dev.runvar.study.LinePattern;
import dev.runvar.study.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files to import, and how to read them.
 *
 * @param files names of files, directories or patterns; {@code -} is standard input
 * @param format name or file of a format; without it, the content decides
 * @param said the user's options for reading the files
 * @param name pattern for what file names say about their runs
 * @param grouping whether all files are one run
 */
public record ImportRequest(
    List<String> files,
    Optional<String> format,
    Reading said,
    Optional<String> name,
    Grouping grouping,
    RunDefaults defaults) {

  /** Whether all files are one run. */
  public enum Grouping {
    FILE_BY_FILE,
    ONE_RUN
  }

  private static final String STANDARD_INPUT = "-";
  private static final String PATTERN_SIGNS = "*?[{";

  private static final List<ImportFormat> PACKS =
      ServiceLoader.load(ImportFormat.class, ImportFormat.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  public ImportRequest {
    files = List.copyOf(files);
  }

  /** A file with its reader. */
  record Found(InputFile file, RunSource source, Optional<Format> format, Reading reading) {}

  /** Returns what the files are. */
  List<Found> found(Findings findings) throws IOException {
    List<Found> all = new ArrayList<>();
    Optional<LinePattern> pattern = name.map(text -> Reading.pattern("name", text));
    for (String each : files) {
      List<InputFile> expanded = expanded(each);
      boolean isSearched = expanded.size() != 1 || !expanded.get(0).name().equals(each);
      for (InputFile file : expanded) {
        RunDefaults own =
            pattern.isPresent() ? defaults.ofName(pattern.get(), file.name()) : defaults;
        Optional<Found> known = found(file, own);
        if (known.isEmpty() && !isSearched) {
          throw file.place(1).error("in no known format; allowed: " + allowed());
        }
        known.ifPresentOrElse(
            all::add, () -> findings.state("passed over, in no known format: " + file.name()));
      }
      if (all.isEmpty()) {
        throw new Place(each, 1).error("no file here; give files in a known format, see --help");
      }
    }
    for (Found each : all) {
      each.format()
          .ifPresent(
              known ->
                  findings.state(
                      "%s: %s (format %s)"
                          .formatted(each.file().name(), known.says(), known.name())));
    }
    return grouping == Grouping.ONE_RUN && all.size() > 1 ? List.of(joined(all, findings)) : all;
  }

  private Found joined(List<Found> all, Findings findings) throws IOException {
    for (Found each : all) {
      if (!(each.source() instanceof RowFile)) {
        throw each.file()
            .place(1)
            .error("cannot be a part of a run; allowed with --one-run: tables, logs, JSON lines");
      }
    }
    Map<Found, Long> begins = new HashMap<>();
    for (Found each : all) {
      begins.put(
          each,
          new FirstCycles(1)
              .of(each.source()).stream().findFirst().map(FirstCycles.Row::cycle).orElse(0L));
    }
    boolean isNumbered = begins.values().stream().distinct().count() == all.size();
    List<Found> ordered =
        isNumbered ? all.stream().sorted(Comparator.comparing(begins::get)).toList() : all;
    findings.state(
        "one run of %s"
            .formatted(
                ordered.stream().map(f -> f.file().name()).collect(Collectors.joining(", "))));
    Found first = ordered.get(0);
    RunDefaults own =
        name.isPresent()
            ? defaults.ofName(Reading.pattern("name", name.get()), first.file().name())
            : defaults;
    return new Found(
        first.file(),
        new RowFile(ordered.stream().map(Found::file).toList(), first.reading(), own),
        first.format(),
        first.reading());
  }

  private Optional<Found> found(InputFile file, RunDefaults own) {
    byte[] head = file.head();
    if (format.isPresent()) {
      return Optional.of(of(file, Optional.of(Format.of(format.get())), own));
    }
    if (said.has("line") || said.has("table-at")) {
      return Optional.of(of(file, Optional.empty(), own));
    }
    String ending = ending(file.name());
    if (RowFile.isParquet(file, head) || ending.equals("parquet")) {
      return Optional.of(of(file, Optional.empty(), own));
    }
    boolean isJson = JsonText.isObjects(head);
    boolean isLines = ending.equals("jsonl") || ending.equals("ndjson");
    if (JsonText.isContract(head)) {
      return Optional.of(contract(file, own));
    }
    Optional<ImportFormat> pack =
        PACKS.stream().filter(known -> known.ending().equals(ending)).findFirst();
    // If the user names the wall time, the known formats of tables do not apply.
    Optional<Format> known =
        Format.recognised(head).filter(f -> !said.saysWallTime() || f.isOfLog());
    if (known.isEmpty() && pack.isPresent() && (!isJson || JsonText.isDocument(head))) {
      refuseMap(file);
      return Optional.of(new Found(file, pack.get().source(file, own), Optional.empty(), said));
    }
    if (known.isPresent()
        || said.saysWallTime()
        || ending.equals("csv")
        || (isJson && (!isLines || JsonText.hasOwnNames(head)))) {
      return Optional.of(of(file, known, own));
    }
    if (isLines) {
      return Optional.of(contract(file, own));
    }
    if (TableDialect.isTable(head)) {
      return Optional.of(of(file, Optional.empty(), own));
    }
    return Optional.empty();
  }

  private Found contract(InputFile file, RunDefaults own) {
    refuseMap(file);
    return new Found(file, new JsonLinesFile(file, own), Optional.empty(), said);
  }

  private Found of(InputFile file, Optional<Format> known, RunDefaults own) {
    Reading reading = known.map(format -> said.over(format.reading())).orElse(said);
    // Report a mistake in an option before any file is read.
    reading.rules(RowRules.Joining.APART);
    reading.lines();
    return new Found(file, new RowFile(List.of(file), reading, own), known, reading);
  }

  /** Returns the extension of a file's name, without those of compression. */
  private static String ending(String name) {
    String bare = name.replaceAll("(?i)\\.(gz|bz2|zst)$", "");
    int dot = bare.lastIndexOf('.');
    return dot < 0 ? "" : bare.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private void refuseMap(InputFile file) {
    if (said.has("map")) {
      throw file.place(1).error("--map has no meaning for this file; use it with tables only");
    }
  }

  private static String allowed() {
    String packs =
        PACKS.stream()
            .map(format -> ", .%s (%s)".formatted(format.ending(), format.words()))
            .collect(Collectors.joining());
    return "telemetry lines (.jsonl), a table with --map wall_nanos=COLUMN:UNIT, a log with --line REGEX%s, or a known format: %s"
        .formatted(packs, Format.names());
  }

  /** Returns the command by which the files would be imported. */
  String command(List<Found> found) {
    StringBuilder command = new StringBuilder("./runvar import");
    files.forEach(file -> command.append(' ').append(quoted(file)));
    command.append(" --study NAME");
    format
        .or(() -> found.get(0).format().map(Format::name))
        .ifPresent(text -> command.append(" --format ").append(quoted(text)));
    said.texts()
        .forEach(
            (option, texts) ->
                texts.forEach(
                    text -> command.append(" --").append(option).append(' ').append(quoted(text))));
    name.ifPresent(text -> command.append(" --name ").append(quoted(text)));
    if (grouping == Grouping.ONE_RUN) {
      command.append(" --one-run");
    }
    defaults.experiment().ifPresent(id -> command.append(" --experiment ").append(id));
    defaults.variant().ifPresent(id -> command.append(" --variant ").append(id));
    return command.toString();
  }

  private static String quoted(String text) {
    return text.matches("[\\w./=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static List<InputFile> expanded(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return List.of(new InputFile("standard input", null));
    }
    try {
      Path path = Path.of(name);
      if (Files.isRegularFile(path)) {
        return List.of(new InputFile(name, path));
      }
      if (Files.isDirectory(path)) {
        return within(path, file -> true);
      }
      if (Files.exists(path)) {
        throw new Place(name, 1)
            .error("a pipe or device; give a file that can be read, or - for standard input");
      }
      if (name.chars().anyMatch(c -> PATTERN_SIGNS.indexOf(c) >= 0)) {
        return matching(name);
      }
    } catch (InvalidPathException e) {
      // No file can have this name, so treat it like a missing file.
    }
    throw new Place(name, 1).error("there is no such file; give a file that can be read");
  }

  private static List<InputFile> matching(String pattern) throws IOException {
    int sign = 0;
    while (PATTERN_SIGNS.indexOf(pattern.charAt(sign)) < 0) {
      sign++;
    }
    int slash = pattern.lastIndexOf('/', sign);
    Path begin = Path.of(slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash));
    String rest = slash < 0 ? pattern : pattern.substring(slash + 1);
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    } catch (IllegalArgumentException e) {
      throw new Place(pattern, 1)
          .error("no file and no pattern; give a pattern such as runs/*.csv");
    }
    List<InputFile> found =
        Files.isDirectory(begin)
            ? within(begin, file -> matcher.matches(begin.relativize(file)))
            : List.of();
    if (found.isEmpty()) {
      throw new Place(pattern, 1).error("there is no such file; give a file that can be read");
    }
    return found;
  }

  /** Returns the files below a directory by name, with numbers in numeric order. */
  private static List<InputFile> within(Path directory, Predicate<Path> kept) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(path -> Files.isRegularFile(path) && !isHidden(directory.relativize(path)))
          .filter(kept)
          .sorted(Comparator.comparing(path -> withNumbers(path.toString())))
          .map(path -> new InputFile(path.normalize().toString(), path))
          .toList();
    } catch (UncheckedIOException e) {
      throw new Place(directory.toString(), 1)
          .error("cannot be read; give a directory that can be read");
    }
  }

  private static boolean isHidden(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".") && part.toString().length() > 1) {
        return true;
      }
    }
    return false;
  }

  private static String withNumbers(String name) {
    return Pattern.compile("\\d{1,15}")
        .matcher(name)
        .replaceAll(m -> "%016d".formatted(Long.parseLong(m.group())));
  }
}
