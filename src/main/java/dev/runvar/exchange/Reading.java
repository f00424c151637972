package dev.runvar.exchange;

import dev.runvar.exchange.RowRules.Joining;
import dev.runvar.exchange.RowRules.Per;
import dev.runvar.exchange.TableDialect.Decimals;
import dev.runvar.study.LinePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a file is read, as texts by key. The keys are the long names of the options of {@code
 * import}, and also the keys of a format's file.
 */
public record Reading(Map<String, List<String>> texts) {

  /** The options that a user may give for any file. */
  public static final Set<String> OPTIONS =
      Set.of(
          "map",
          "ignore",
          "line",
          "cycle-line",
          "run-at",
          "table-at",
          "per",
          "separator",
          "comment",
          "header-line",
          "decimals",
          "work");

  private static final String MAP = "map";

  public Reading {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    texts.forEach(
        (name, values) -> {
          if (!values.isEmpty()) {
            copy.put(name, List.copyOf(values));
          }
        });
    texts = copy;
  }

  /** Returns this, completed by what only the other one has. */
  Reading over(Reading other) {
    Map<String, List<String>> both = new LinkedHashMap<>(other.texts);
    both.putAll(texts);
    List<String> map = new ArrayList<>(all(MAP));
    List<String> own = map.stream().map(Reading::ours).toList();
    other.all(MAP).stream().filter(entry -> !own.contains(ours(entry))).forEach(map::add);
    both.put(MAP, map);
    return new Reading(both);
  }

  private static String ours(String entry) {
    return entry.substring(0, Math.max(0, entry.indexOf('=')));
  }

  /** Returns whether the wall time is given. */
  boolean saysWallTime() {
    return all(MAP).stream().anyMatch(entry -> entry.startsWith("wall_nanos="));
  }

  List<String> all(String name) {
    return texts.getOrDefault(name, List.of());
  }

  boolean has(String name) {
    return texts.containsKey(name);
  }

  private Optional<String> one(String name) {
    return all(name).stream().findFirst();
  }

  ColumnMap columnMap() {
    return ColumnMap.parse(all(MAP), all("ignore"));
  }

  RowRules rules(Joining joining) {
    return new RowRules(columnMap(), one("per").map(Per::of), joining, one("advice"));
  }

  List<LinePattern> lines() {
    return all("line").stream().map(text -> pattern("line", text)).toList();
  }

  Optional<LinePattern> runAt() {
    return one("run-at").map(text -> pattern("run-at", text));
  }

  Optional<LinePattern> tableAt() {
    return one("table-at").map(text -> pattern("table-at", text));
  }

  /** Parses a pattern; refuses an invalid one. */
  static LinePattern pattern(String option, String text) {
    try {
      return LinePattern.of(text);
    } catch (IllegalArgumentException e) {
      throw new MappingException("--%s: %s".formatted(option, e.getMessage()));
    }
  }

  /** Returns whether the first pattern begins a cycle, rather than ends one. */
  boolean firstLineBegins() {
    String text = one("cycle-line").orElse("ends");
    if (!text.equals("ends") && !text.equals("begins")) {
      throw notAllowed("cycle-line", text, "ends, begins");
    }
    return text.equals("begins");
  }

  Optional<String> comment() {
    return one("comment");
  }

  Optional<Character> separator() {
    return one("separator")
        .map(
            text ->
                switch (text) {
                  case "tab", "\\t" -> '\t';
                  case "space", "blanks" -> CsvReader.BLANKS;
                  case "comma" -> ',';
                  case "semicolon" -> ';';
                  default -> {
                    if (text.length() != 1 || text.equals("\"") || text.isBlank()) {
                      throw notAllowed("separator", text, "one character, tab or space");
                    }
                    yield text.charAt(0);
                  }
                });
  }

  Optional<Integer> headerLine() {
    return one("header-line")
        .map(
            text -> {
              if (!text.matches("[1-9]\\d{0,8}")) {
                throw notAllowed("header-line", text, "the number of a line, from 1");
              }
              return Integer.valueOf(text);
            });
  }

  Optional<Decimals> decimals() {
    return one("decimals")
        .map(
            text ->
                switch (text) {
                  case "point" -> Decimals.POINT;
                  case "comma" -> Decimals.COMMA;
                  default -> throw notAllowed("decimals", text, "point, comma");
                });
  }

  private static MappingException notAllowed(String option, String text, String allowed) {
    return new MappingException(
        "--%s: \"%s\" is not allowed; allowed: %s".formatted(option, text, allowed));
  }
}
