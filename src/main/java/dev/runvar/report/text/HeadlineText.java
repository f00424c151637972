package dev.runvar.report.text;

import dev.runvar.report.Answer;
import dev.runvar.report.Numbers;
import dev.runvar.report.Report;
import dev.runvar.report.VersionLines;
import dev.runvar.result.Analysis;
import dev.runvar.result.Headline;
import dev.runvar.result.ProfileResult;
import dev.runvar.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The answer of a report in at most twelve lines. */
public final class HeadlineText {

  private static final int MOST_NOTES = 2;

  /** The part that is all of a cycle. */
  private static final String WHOLE_CYCLE = "cycle";

  /** Leaves room for the places of the results, the report and the figure. */
  private static final int MOST_LINES = 12;

  /** Positions of the answers in a report. */
  private static final int COMPARISON = 4;

  private static final int TRUST = 5;

  private HeadlineText() {}

  /** Returns the lines, the answer first. */
  public static String of(Report report) {
    Analysis analysis = report.analysis();
    List<String> lines = new ArrayList<>();
    if (analysis.version() != null) {
      lines.add(analysis.version().text());
      lines.addAll(VersionLines.details(analysis.version()));
    }
    if (analysis.headline() != null) {
      lines.addAll(headline(analysis.headline()));
    }
    Answer comparison = report.answers().get(COMPARISON);
    if (analysis.comparison() != null || analysis.ablation() != null) {
      lines.add(line("Compared", comparison.word() + ". " + comparison.sentence()));
    }
    Answer trust = report.answers().get(TRUST);
    lines.add(line("Trust", trust.word() + ". " + trust.sentence()));
    lines.add(runs(analysis));
    if (analysis.runs().ok() > 0
        && analysis.experiments().stream().allMatch(e -> e.cycles() == 0 && e.profile() == null)) {
      lines.add(
          "No run has reported a cycle: the file that RUNVAR_TELEMETRY names is empty, and the study has no progress:");
    }
    analysis.notes().stream().limit(MOST_NOTES).forEach(lines::add);
    return lines.stream().limit(MOST_LINES).map(line -> line + "\n").collect(Collectors.joining());
  }

  private static List<String> headline(Headline headline) {
    List<String> lines = new ArrayList<>(List.of(headline.text()));
    add(lines, "Growth", headline.growth(), HeadlineText::growth);
    String parts =
        headline.madeOf().stream().map(HeadlineText::part).collect(Collectors.joining(", "));
    add(lines, "Made of", parts.isEmpty() ? null : parts, text -> text);
    add(lines, "Function", isNamed(headline) ? null : headline.function(), HeadlineText::function);
    add(lines, "Work", headline.work(), Headline.Work::text);
    add(lines, "Cause", saysNoMore(headline) ? null : headline.cause(), HeadlineText::cause);
    add(lines, "Next", headline.next(), text -> text);
    return lines;
  }

  /** Whether the first line names the function already. */
  private static boolean isNamed(Headline headline) {
    return headline.function() != null
        && headline.function().file() != null
        && headline.text().contains(headline.function().file());
  }

  /** Whether the cause says only that the function, or the cycle, grew, as a line above does. */
  private static boolean saysNoMore(Headline headline) {
    return headline.cause() != null
        && headline.cause().evidence().equals(Verdict.PART_GREW)
        && (headline.function() != null || headline.cause().name().equals(WHOLE_CYCLE));
  }

  private static <T> void add(
      List<String> lines, String name, T valueOrNull, Function<T, String> form) {
    if (valueOrNull != null) {
      lines.add(line(name, form.apply(valueOrNull)));
    }
  }

  private static String function(Headline.Function function) {
    return "%s (%s:%s) holds %s of it"
        .formatted(
            function.name(), function.file(), function.line(), Numbers.share(function.share()));
  }

  private static String cause(Headline.Cause cause) {
    return "%s, %s: %s".formatted(cause.name(), cause.evidence().replace('-', ' '), cause.text());
  }

  private static String growth(Headline.Growth growth) {
    // Where treatments differ in speed, the mean share and the mean time may differ in sign.
    boolean agrees = Math.signum(growth.share()) == Math.signum(growth.nanos());
    return "%s of the early runtime%s, measured %s"
        .formatted(
            Numbers.with(interval(growth.low(), growth.high()), growth.share(), Numbers::change),
            agrees ? ", %s per cycle".formatted(Numbers.signedNanos(growth.nanos())) : "",
            growth.scope().equals(ProfileResult.REPLICATES) ? "over seeds" : growth.scope());
  }

  private static String part(Headline.Part part) {
    return "%s %s"
        .formatted(
            part.part(),
            Numbers.with(interval(part.low(), part.high()), part.share(), Numbers::share));
  }

  private static List<Double> interval(Double low, Double high) {
    return low == null || high == null ? null : List.of(low, high);
  }

  private static String runs(Analysis analysis) {
    Analysis.Runs runs = analysis.runs();
    StringBuilder text =
        new StringBuilder(
            "%s: %d of %d runs are OK".formatted(analysis.study(), runs.ok(), runs.planned()));
    if (runs.failed() > 0) {
      text.append(", %d failed".formatted(runs.failed()));
    }
    if (runs.incomplete() > 0) {
      text.append(", %d of them with fewer cycles than planned".formatted(runs.incomplete()));
    }
    int missing = runs.planned() - runs.committed();
    return text.append(missing > 0 ? ", %d missing".formatted(missing) : "").toString();
  }

  private static String line(String name, String text) {
    return "%-9s %s".formatted(name + ":", text);
  }
}
