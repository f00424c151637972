package dev.runvar.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How other programs write the names of columns. */
final class ColumnName {

  /** A unit in brackets, or after an underscore or a space. */
  private static final Pattern WITH_UNIT =
      Pattern.compile(
          "(.+?)(?:[\\s_]*[\\[(]([^\\])]+)[\\])]|[_\\s]([a-zµμ]+))\\s*", Pattern.CASE_INSENSITIVE);

  /** Steps per time, over all of the run so far or a part of it. */
  private static final Pattern RATE =
      Pattern.compile(
          "(?:.*[^a-z])?(?:fps|sps|ips|tps|[a-z]*throughput|ns/day|hours/ns|[a-z]+_?/ ?s|[a-z]+/sec(?:ond)?|[a-z]*[ _]?per[ _]sec(?:ond)?s?)(?:[^a-z].*)?",
          Pattern.CASE_INSENSITIVE);

  /** Usual names of columns of times. */
  private static final Pattern TIME =
      Pattern.compile(
          "(?:.*[^a-z])?(?:time|duration|elapsed|wall|seconds|secs|runtime|walltime|latency)(?:[^a-z].*)?",
          Pattern.CASE_INSENSITIVE);

  private ColumnName() {}

  /** Returns whether a column of such a name may hold times. */
  static boolean mayBeTime(String name) {
    return !isRate(name) && (unit(name).isPresent() || TIME.matcher(name).matches());
  }

  /** Returns whether the name is that of a rate, which is neither a time nor work. */
  static boolean isRate(String name) {
    return RATE.matcher(name).matches();
  }

  /** Returns the unit of time that a name ends with. */
  static Optional<Unit> unit(String name) {
    Matcher parts = WITH_UNIT.matcher(name);
    return parts.matches()
        ? Unit.ofTime(parts.group(2) == null ? parts.group(3) : parts.group(2))
        : Optional.empty();
  }

  /** Returns a name in small letters and digits, without its unit. */
  private static String plain(String name) {
    Matcher parts = WITH_UNIT.matcher(name);
    String base = unit(name).isPresent() && parts.matches() ? parts.group(1) : name;
    return base.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /**
   * Returns the position of a column that a user named: by exact name, else ignoring case, else
   * also ignoring units and signs; -1 if there is none or more than one.
   */
  static int find(List<String> columns, String name) {
    int exact = columns.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    int[] alike =
        IntStream.range(0, columns.size())
            .filter(i -> columns.get(i).strip().equalsIgnoreCase(name.strip()))
            .toArray();
    if (alike.length == 0) {
      String plain = plain(name);
      alike =
          plain.isEmpty()
              ? new int[0]
              : IntStream.range(0, columns.size())
                  .filter(i -> plain(columns.get(i)).equals(plain))
                  .toArray();
    }
    return alike.length == 1 ? alike[0] : -1;
  }
}
