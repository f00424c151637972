package dev.runvar.cli;

import dev.runvar.report.text.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats the result of a pilot as text. */
final class PilotText {

  private static final String NOT_MEASURABLE = "not measurable";
  private static final double MEGABYTE = 1e6;

  private PilotText() {}

  static String of(List<Pilot> pilots, int slots) {
    TextTable table = new TextTable(1, "experiment", "runs", "s/run", "MB/run", "MB of memory");
    for (Pilot pilot : pilots) {
      table.row(
          pilot.experiment(),
          String.valueOf(pilot.runs()),
          number("%,.1f", pilot.secondsARun(), 1),
          number("%,.2f", pilot.bytesARun(), MEGABYTE),
          number("%,.0f", pilot.memoryBytes(), MEGABYTE));
    }
    StringBuilder text = new StringBuilder(table.toString());
    pilots.stream()
        .flatMap(pilot -> pilot.failures().stream())
        .forEach(failure -> text.append("  failed in the pilot: ").append(failure).append('\n'));
    return text.append(total(pilots, slots)).toString();
  }

  private static String total(List<Pilot> pilots, int slots) {
    if (pilots.stream().anyMatch(pilot -> pilot.secondsARun().isEmpty())) {
      return "In all: not measurable, because some experiment ended no cycle in the pilot\n";
    }
    double seconds = pilots.stream().mapToDouble(p -> p.runs() * p.secondsARun().orElse(0)).sum();
    double bytes = pilots.stream().mapToDouble(p -> p.runs() * p.bytesARun().orElse(0)).sum();
    return String.format(
        Locale.ROOT,
        "In all about %s, %d at once on this machine, if cycles stay as they begin; %,.0f MB on disk%n",
        Progress.time((long) (seconds / slots * 1e9)),
        slots,
        bytes / MEGABYTE);
  }

  private static String number(String format, OptionalDouble value, double unit) {
    return value.isPresent()
        ? String.format(Locale.ROOT, format, value.getAsDouble() / unit)
        : NOT_MEASURABLE;
  }
}
