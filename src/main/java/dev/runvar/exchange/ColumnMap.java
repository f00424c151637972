package dev.runvar.exchange;

import dev.runvar.study.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns of other programs are meant for which of ours, and what they count in. */
public final class ColumnMap {

  private static final String FORM = "ours=theirs or ours=theirs:unit, as in wall_nanos=runtime:s";

  private final Map<String, Source> byTheirs;

  /** A column of ours, and how many of its unit are in one of theirs. */
  public record Source(Target target, double factor) {}

  private ColumnMap(Map<String, Source> byTheirs) {
    this.byTheirs = byTheirs;
  }

  /** Returns the map of texts such as {@code wall_nanos=runtime:s}; refuses a text that is none. */
  public static ColumnMap parse(List<String> texts) {
    Map<String, Source> byTheirs = new LinkedHashMap<>();
    Set<Target> taken = new HashSet<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw notAllowed(text, FORM);
      }
      Target target =
          Target.of(text.substring(0, equals)).orElseThrow(() -> notAllowed(text, Target.ALLOWED));
      String theirs = text.substring(equals + 1);
      Source source = new Source(target, 1);
      int colon = theirs.lastIndexOf(':');
      if (colon > 0) {
        source = new Source(target, factor(text, target, theirs.substring(colon + 1)));
        theirs = theirs.substring(0, colon);
      }
      if (!taken.add(target) || byTheirs.put(theirs, source) != null) {
        throw notAllowed(text, "each column of ours and of theirs once");
      }
    }
    return new ColumnMap(byTheirs);
  }

  private static double factor(String text, Target target, String unit) {
    return Unit.of(unit)
        .filter(known -> known.measures(target.unit()))
        .map(Unit::factor)
        .orElseThrow(() -> notAllowed(text, unitsOf(target)));
  }

  private static String unitsOf(Target target) {
    String units = Unit.allowedFor(target.unit());
    return units.isEmpty() ? "no unit for " + target.name() : "after the colon " + units;
  }

  private static MappingException notAllowed(String text, String allowed) {
    return new MappingException(
        "--map: \"%s\" is not allowed; allowed: %s".formatted(text, allowed));
  }

  boolean isEmpty() {
    return byTheirs.isEmpty();
  }

  /** Returns what each column of a file becomes, in their order; null for one without a name. */
  List<Source> sources(Place header, List<String> theirs) {
    for (String name : byTheirs.keySet()) {
      if (!theirs.contains(name)) {
        throw header.notAllowed(
            "--map", "column \"" + name + '"', "columns of this file, " + theirs);
      }
    }
    List<Source> sources = new ArrayList<>();
    Set<Target> taken = new HashSet<>();
    for (String name : theirs) {
      Source source = name.isBlank() ? null : source(name);
      if (source != null && !taken.add(source.target())) {
        throw header.error(
            "two columns for \"%s\"; allowed: one, here or by --map"
                .formatted(source.target().name()));
      }
      sources.add(source);
    }
    return sources;
  }

  private Source source(String theirs) {
    Source mapped = byTheirs.get(theirs);
    return mapped != null
        ? mapped
        : new Source(Target.of(theirs).orElseGet(() -> Target.gauge(theirs)), 1);
  }
}
