package dev.runvar.paper8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.report.Figure;
import dev.runvar.report.chart.BarChart;
import dev.runvar.report.chart.BarRow;
import dev.runvar.report.chart.ChartStyle;
import dev.runvar.report.chart.Panels;
import dev.runvar.report.chart.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The paper's figure S1: the dates of its sources, and the answer of this study beside them. */
final class LiteratureFigure {

  static final String NAME = "paper8_figS1_literature_synthesis_timeline.png";

  /** A source with its dates, and the place in the paper that names it. */
  record Event(String from, String to, String date, String label, String text, String source) {

    LocalDate begin() {
      return LocalDate.parse(from);
    }

    LocalDate end() {
      return LocalDate.parse(to);
    }

    String name() {
      return "%s – %s".formatted(date, label);
    }
  }

  private static final String EVENTS = "/paper8/literature.json";

  private LiteratureFigure() {}

  static Figure of(Phase1a phase1a) {
    List<Event> events = events();
    LocalDate first = YearMonth.from(events.get(0).begin()).atDay(1);
    Event last = events.get(events.size() - 1);
    String gap =
        "%d months between the report and its use"
            .formatted(
                ChronoUnit.MONTHS.between(
                    YearMonth.from(events.get(0).end()), YearMonth.from(last.begin())));
    String answer = answer(phase1a);
    Panels panels =
        new Panels(Panels.NARROW, "What the paper read, and when: " + gap)
            .say("Dates and claims are the paper's own. " + answer);
    events.forEach(
        event -> panels.say("%s: %s (%s).".formatted(event.name(), event.text(), event.source())));
    List<BarRow> rows = events.stream().map(event -> row(event, first)).toList();
    return panels
        .row(
            130,
            new BarChart(
                "", "months since %s".formatted(YearMonth.from(first)), Scale.LINEAR, rows))
        .figure(
            NAME,
            "What the paper read, and when",
            "%s; %s; %s. %s".formatted(events.get(0).name(), last.name(), gap, answer));
  }

  private static BarRow row(Event event, LocalDate first) {
    double from = months(first, event.begin());
    double to = months(first, event.end());
    return BarRow.point(event.name(), (from + to) / 2, ChartStyle.VERMILION, event.from())
        .with(List.of(from, to));
  }

  private static double months(LocalDate first, LocalDate date) {
    return ChronoUnit.MONTHS.between(first, date)
        + (date.getDayOfMonth() - 1.0) / date.lengthOfMonth();
  }

  private static List<Event> events() {
    try (InputStream in = LiteratureFigure.class.getResourceAsStream(EVENTS)) {
      return JsonMapper.builder().build().readValue(in, new TypeReference<List<Event>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(Phase1a phase1a) {
    return phase1a.hypotheses().stream()
        .filter(h -> h.id().equals("H2"))
        .map(
            h2 ->
                "This study's answer to H2 – criterion %s, verdict %s."
                    .formatted(PaperTerms.met(h2.paper().met()), h2.verdict().decision()))
        .findFirst()
        .orElse("This study does not ask H2.");
  }
}
