package dev.runvar.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.HypothesisResult;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The paper's figure S1: what it read, when, and this study beside it. */
final class LiteratureTimeline {

  static final String NAME = "paper8_figS1_literature_synthesis_timeline.png";

  /** What the paper states of its sources, with the place where it does. */
  record Event(String from, String to, String date, String label, String text, String source) {

    LocalDate begin() {
      return LocalDate.parse(from);
    }

    LocalDate end() {
      return LocalDate.parse(to);
    }
  }

  private static final String EVENTS = "/report/literature.json";
  private static final int WIDTH = 672;
  private static final int HEIGHT = 296;
  private static final double LEFT = 60;
  private static final double RIGHT = WIDTH - 60.0;
  private static final double AXIS = 164;
  private static final double BOX_WIDTH = 250;
  private static final double BOX_HEIGHT = 92;

  private final List<Event> events;
  private final LocalDate first;
  private final LocalDate last;
  private final String answer;

  private LiteratureTimeline(List<Event> events, Analysis analysis) {
    this.events = List.copyOf(events);
    first = YearMonth.from(events.get(0).begin()).atDay(1);
    last = YearMonth.from(events.get(events.size() - 1).end()).atEndOfMonth();
    answer = answer(analysis);
  }

  /** Returns the figure, nothing without an answer to the hypotheses. */
  static Optional<Figure> of(Analysis analysis) {
    if (analysis.phase1a() == null) {
      return Optional.empty();
    }
    LiteratureTimeline figure = new LiteratureTimeline(events(), analysis);
    return Optional.of(
        new Figure(
            NAME,
            "What the paper read, and when",
            "%s: %s; %s: %s; the gap between them is %d months. %s"
                .formatted(
                    figure.events.get(0).date(),
                    figure.events.get(0).label(),
                    figure.events.get(1).date(),
                    figure.events.get(1).label(),
                    figure.gapMonths(),
                    figure.answer),
            WIDTH,
            HEIGHT,
            figure::paint));
  }

  private static List<Event> events() {
    try (InputStream in = LiteratureTimeline.class.getResourceAsStream(EVENTS)) {
      return JsonMapper.builder().build().readValue(in, new TypeReference<List<Event>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(Analysis analysis) {
    return analysis.phase1a().hypotheses().stream()
        .filter(h -> h.id().equals("H2"))
        .map(LiteratureTimeline::answer)
        .findFirst()
        .orElse("This study does not ask H2.");
  }

  private static String answer(HypothesisResult h2) {
    return "This study's answer to H2 – criterion %s, verdict %s."
        .formatted(AnswerText.met(h2.paper()), h2.verdict().decision());
  }

  private long gapMonths() {
    return ChronoUnit.MONTHS.between(YearMonth.from(events.get(0).end()), paperMonth());
  }

  private YearMonth paperMonth() {
    return YearMonth.from(events.get(1).begin());
  }

  private void paint(Graphics2D graphics) {
    Pen pen = new Pen(graphics);
    pen.title(
        "What the paper read, and when", ChartStyle.TITLE, new Rectangle2D.Double(0, 0, WIDTH, 20));
    months(pen);
    gap(pen);
    List<Color> colors = List.of(ChartStyle.ORANGE, ChartStyle.BLUE);
    for (int i = 0; i < events.size(); i++) {
      event(pen, events.get(i), colors.get(i % colors.size()));
    }
    pen.lines(
        List.of("Dates and claims are the paper's own.", answer),
        ChartStyle.TICK,
        ChartStyle.TEXT,
        12,
        HEIGHT - 26,
        Pen.Anchor.LEFT);
  }

  private void months(Pen pen) {
    pen.line(ChartStyle.TEXT, 1.5, LEFT, AXIS, RIGHT, AXIS);
    for (LocalDate month = first; month.isBefore(last); month = month.plusMonths(1)) {
      double x = x(month);
      pen.line(ChartStyle.TEXT, 1, x, AXIS, x, AXIS + 5);
      String name = "%d-%02d".formatted(month.getYear(), month.getMonthValue());
      pen.text(name, ChartStyle.SMALL, ChartStyle.TEXT, x, AXIS + 17, Pen.Anchor.LEFT);
    }
  }

  private void gap(Pen pen) {
    double from = x(events.get(0).end());
    double to = x(events.get(1).begin());
    double y = AXIS + 42;
    pen.dashes(ChartStyle.GREY, from, AXIS, from, y + 6);
    pen.dashes(ChartStyle.GREY, to, AXIS, to, y + 6);
    pen.arrow(ChartStyle.VERMILION, (from + to) / 2, y, from, y);
    pen.arrow(ChartStyle.VERMILION, (from + to) / 2, y, to, y);
    pen.text(
        "%d months between the report and its use".formatted(gapMonths()),
        ChartStyle.STRONG,
        ChartStyle.VERMILION,
        (from + to) / 2,
        y + 16,
        Pen.Anchor.CENTER);
  }

  private void event(Pen pen, Event event, Color color) {
    double from = x(event.begin());
    double to = x(event.end());
    double middle = (from + to) / 2;
    double left = Math.min(Math.max(12, middle - BOX_WIDTH / 2), WIDTH - 12 - BOX_WIDTH);
    Rectangle2D box = new Rectangle2D.Double(left, AXIS - 26 - BOX_HEIGHT, BOX_WIDTH, BOX_HEIGHT);
    pen.line(color, 1.3, middle, box.getMaxY(), middle, AXIS);
    if (to > from + 8) {
      pen.line(color, 6, from, AXIS, to, AXIS);
    } else {
      pen.fill(new Ellipse2D.Double(middle - 4.5, AXIS - 4.5, 9, 9), color);
    }
    List<String> lines = Words.wrapped(event.text(), ChartStyle.TICK, BOX_WIDTH - 16, 3);
    pen.box(
        box,
        color,
        "%s – %s".formatted(event.date(), event.label()),
        Stream.concat(lines.stream(), Stream.of(event.source())).toList());
  }

  private double x(LocalDate date) {
    double days = ChronoUnit.DAYS.between(first, date);
    return LEFT + (RIGHT - LEFT) * days / ChronoUnit.DAYS.between(first, last);
  }
}
