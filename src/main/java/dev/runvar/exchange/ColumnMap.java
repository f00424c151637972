package dev.runvar.exchange;

import dev.runvar.exchange.Source.Term;
import dev.runvar.study.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maps columns of other programs to ours, with the units and clocks of their values. */
public final class ColumnMap {

  private static final String FORM = "ours=theirs or ours=theirs:unit, as in wall_nanos=runtime:s";
  private static final String WALL = "wall_nanos";
  private static final String MANY = "*";

  /** As in {@code steps * step_time}. */
  private static final Pattern OPERATOR = Pattern.compile("\\s([-+*/])\\s");

  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?(e[-+]?\\d+)?");

  private final List<Entry> entries;
  private final List<String> ignored;

  /**
   * The user's mapping for one of our columns.
   *
   * @param factor null if no unit is given
   */
  private record Entry(
      String text,
      Target target,
      String theirs,
      Double factor,
      Clock clock,
      Aggregation aggregation,
      Need need) {

    boolean isPattern() {
      return theirs.contains(MANY) && !OPERATOR.matcher(theirs).find();
    }

    /** Returns the part of a column's name that the star stands for. */
    Optional<String> star(String column) {
      int star = theirs.indexOf(MANY);
      String before = theirs.substring(0, star);
      String after = theirs.substring(star + 1);
      return column.length() > before.length() + after.length()
              && column.startsWith(before)
              && column.endsWith(after)
          ? Optional.of(column.substring(before.length(), column.length() - after.length()))
          : Optional.empty();
    }
  }

  /** Whether a file must have the columns of an entry. */
  private enum Need {
    REQUIRED,
    OPTIONAL
  }

  private ColumnMap(List<Entry> entries, List<String> ignored) {
    this.entries = List.copyOf(entries);
    this.ignored = List.copyOf(ignored);
  }

  /** Parses texts such as {@code wall_nanos=runtime:s}; refuses a malformed one. */
  public static ColumnMap parse(List<String> texts) {
    return parse(texts, List.of());
  }

  /**
   * Returns a map.
   *
   * @param ignored names of columns, or patterns with a star, that are skipped
   */
  static ColumnMap parse(List<String> texts, List<String> ignored) {
    List<Entry> entries = new ArrayList<>();
    Set<Target> taken = new HashSet<>();
    for (String text : texts) {
      Entry entry = entry(text);
      if (!taken.add(entry.target())) {
        throw notAllowed(text, "each column of ours and of theirs once");
      }
      entries.add(entry);
    }
    return new ColumnMap(entries, ignored);
  }

  private static Entry entry(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw notAllowed(text, FORM);
    }
    Target target =
        Target.of(text.substring(0, equals)).orElseThrow(() -> notAllowed(text, Target.ALLOWED));
    String theirs = text.substring(equals + 1);
    Double factor = null;
    Clock clock = Clock.EACH;
    Aggregation aggregation = Aggregation.LAST;
    Need need = Need.REQUIRED;
    for (int colon = theirs.lastIndexOf(':'); colon > 0; colon = theirs.lastIndexOf(':')) {
      String word = theirs.substring(colon + 1);
      theirs = theirs.substring(0, colon);
      Optional<Unit> unit = Unit.of(word).filter(known -> known.measures(target.unit()));
      if (unit.isPresent()) {
        factor = unit.get().factor();
        continue;
      }
      switch (word) {
        case "since-start" -> clock = Clock.SINCE_START;
        case "time" -> clock = Clock.STAMP;
        case "optional" -> need = Need.OPTIONAL;
        case "each" -> clock = Clock.SURELY_EACH;
        case "last", "sum", "count", "max" ->
            aggregation = Aggregation.valueOf(word.toUpperCase(Locale.ROOT));
        default -> throw notAllowed(text, wordsOf(target));
      }
    }
    Entry entry = new Entry(text, target, theirs, factor, clock, aggregation, need);
    if (target.name().contains(MANY) != entry.isPattern()) {
      throw notAllowed(text, "one star in both names, as in phase.*=time_*:s, or in none");
    }
    refuseRate(entry);
    return entry;
  }

  private static void refuseRate(Entry entry) {
    boolean onlyRates =
        OPERATOR
            .splitAsStream(entry.theirs())
            .allMatch(part -> NUMBER.matcher(part).matches() || ColumnName.isRate(part));
    if (entry.target().name().equals(WALL) && onlyRates) {
      throw notAllowed(
          entry.text(),
          "a time; %s is a rate, most often an average since the start, which hides growth"
              .formatted(entry.theirs()));
    }
  }

  private static String wordsOf(Target target) {
    String units = Unit.allowedFor(target.unit());
    return "after the colon %slast, sum, count, max, optional, since-start%s"
        .formatted(units.isEmpty() ? "" : units + ", ", target.isTime() ? ", time, each" : "");
  }

  private static MappingException notAllowed(String text, String allowed) {
    return new MappingException(
        "--map: \"%s\" is not allowed; allowed: %s".formatted(text, allowed));
  }

  /** Returns how several values of a column in one cycle are combined. */
  Aggregation aggregation(String column) {
    for (Entry entry : entries) {
      boolean named =
          entry.isPattern()
              ? entry.star(column).isPresent()
              : OPERATOR.splitAsStream(entry.theirs()).anyMatch(column::equals);
      if (named) {
        return entry.aggregation();
      }
    }
    return Aggregation.LAST;
  }

  /** Returns what the values of the wall time measure. */
  Clock wallClock() {
    return entries.stream()
        .filter(entry -> entry.target().name().equals(WALL))
        .map(Entry::clock)
        .findFirst()
        .orElse(Clock.EACH);
  }

  /** Returns the expression for the wall time, as the user wrote it. */
  Optional<String> wallText() {
    return entries.stream()
        .filter(entry -> entry.target().name().equals(WALL))
        .map(Entry::theirs)
        .findFirst();
  }

  /** Whether a file may have more columns further down. */
  enum Columns {
    FIXED,
    GROWING
  }

  /**
   * Returns the targets of a file's columns; a column that the map does not name keeps its name.
   *
   * @param units of the columns; empty if the file does not give them
   */
  List<Source> sources(Place header, List<String> theirs, List<String> units, Columns columns) {
    List<Source> sources = new ArrayList<>();
    Set<Target> taken = new HashSet<>();
    boolean[] used = new boolean[theirs.size()];
    for (Entry entry : entries) {
      for (Source source : sources(entry, header, theirs, units, columns)) {
        source.terms().stream().filter(t -> t.column() >= 0).forEach(t -> used[t.column()] = true);
        add(header, sources, taken, source);
      }
    }
    for (int i = 0; i < theirs.size(); i++) {
      String name = theirs.get(i);
      if (!used[i] && !name.isBlank() && !isIgnored(name)) {
        add(
            header,
            sources,
            taken,
            Source.of(Target.of(name).orElseGet(() -> Target.gauge(name)), i));
      }
    }
    return sources;
  }

  private static void add(Place header, List<Source> sources, Set<Target> taken, Source source) {
    if (!taken.add(source.target())) {
      throw header.error(
          "two columns for \"%s\"; give only one, here or by --map"
              .formatted(source.target().name()));
    }
    sources.add(source);
  }

  private boolean isIgnored(String name) {
    for (String each : ignored) {
      int star = each.indexOf(MANY);
      boolean matches =
          star < 0
              ? each.equals(name)
              : name.startsWith(each.substring(0, star)) && name.endsWith(each.substring(star + 1));
      if (matches) {
        return true;
      }
    }
    return false;
  }

  private static List<Source> sources(
      Entry entry, Place header, List<String> theirs, List<String> units, Columns columns) {
    List<Source> sources = new ArrayList<>();
    if (entry.isPattern()) {
      for (int i = 0; i < theirs.size(); i++) {
        int column = i;
        entry
            .star(theirs.get(i))
            .ifPresent(
                name ->
                    sources.add(
                        new Source(
                            entry.target().named(entry.target().name().replace(MANY, name)),
                            List.of(new Term('+', column, 0)),
                            factor(entry, theirs.get(column), unit(units, column)),
                            entry.clock())));
      }
      return sources;
    }
    List<Term> terms = terms(entry.theirs(), theirs);
    if (!terms.isEmpty()) {
      int first = terms.stream().mapToInt(Term::column).filter(c -> c >= 0).findFirst().orElse(0);
      double factor = factor(entry, theirs.get(first), unit(units, first));
      sources.add(new Source(entry.target(), terms, factor, entry.clock()));
    } else if (columns == Columns.FIXED && entry.need() == Need.REQUIRED) {
      throw header.notAllowed(
          "--map", "column \"" + entry.theirs() + '"', "columns of this file, " + theirs);
    }
    return sources;
  }

  private static String unit(List<String> units, int column) {
    return column < units.size() ? units.get(column) : "";
  }

  /**
   * Returns the factor of the unit that the user gave, else of the one in the column's name, else
   * of the one in the file's row of units.
   */
  private static double factor(Entry entry, String column, String unit) {
    if (entry.factor() != null || !entry.target().isTime()) {
      return entry.factor() == null ? 1 : entry.factor();
    }
    return ColumnName.unit(column).or(() -> Unit.ofTime(unit)).map(Unit::factor).orElse(1.0);
  }

  /** Returns the terms of an expression; none if a column is not there. */
  private static List<Term> terms(String text, List<String> columns) {
    int whole = ColumnName.find(columns, text);
    if (whole >= 0) {
      return List.of(new Term('+', whole, 0));
    }
    List<Term> terms = new ArrayList<>();
    Matcher operator = OPERATOR.matcher(text);
    char next = '+';
    int begin = 0;
    boolean more = true;
    while (more) {
      more = operator.find();
      String part = text.substring(begin, more ? operator.start() : text.length()).strip();
      int column = ColumnName.find(columns, part);
      if (column < 0 && !NUMBER.matcher(part).matches()) {
        return List.of();
      }
      terms.add(new Term(next, column, column < 0 ? Double.parseDouble(part) : 0));
      if (more) {
        next = operator.group(1).charAt(0);
        begin = operator.end();
      }
    }
    return terms.stream().allMatch(term -> term.column() < 0) ? List.of() : terms;
  }

  /** Returns the place of a column that a user named; -1 if it is not there. */
  static int find(List<String> columns, String name) {
    return ColumnName.find(columns, name);
  }
}
