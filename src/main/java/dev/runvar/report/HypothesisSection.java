package dev.runvar.report;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.report.IntervalChart.Bar;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Control;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.PaperAnswer;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.Analysis.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** The hypotheses: the paper's criterion beside the verdict, and why they differ. */
final class HypothesisSection {

  private HypothesisSection() {}

  static Section of(Analysis analysis) {
    return new Section("hypotheses", "Why it slows down", html -> write(html, analysis));
  }

  private static void write(Html html, Analysis analysis) {
    Phase1a phase1a = analysis.phase1a();
    if (phase1a == null) {
      html.paragraph("No run of the observed experiment has cycles to look at.");
      return;
    }
    html.paragraph(
        "On the runs of %s. The paper's criteria pool all cycles and take them for independent: they are met by chance far too often. The verdicts take the seed for what is repeated."
            .formatted(TextSummary.label(analysis, phase1a.experiment())));
    verdicts(phase1a).write(html);
    html.paragraph(
        "Ranking by the paper's scores: %s.".formatted(String.join(", ", phase1a.ranking())));
    phase1a.hypotheses().forEach(hypothesis -> card(html, hypothesis));
    besides(html, phase1a);
  }

  private static HtmlTable verdicts(Phase1a phase1a) {
    IntervalChart chart =
        IntervalChart.of(
            verdictsOf(phase1a)
                .filter(v -> v.estimate() != null)
                .map(HypothesisSection::bar)
                .toList());
    HtmlTable table =
        new HtmlTable(
            "verdicts",
            "Verdicts, negative controls and the cost of memory management; effects as shares of"
                + " runtime",
            Column.text("claim"),
            Column.text("paper's criterion"),
            Column.text("verdict"),
            Column.text("evidence"),
            Column.number("effect"),
            Column.interval("95 % interval"),
            Column.chart("effect with its interval"),
            Column.number("p by Holm"),
            Column.number("detectable"),
            Column.number("seeds"));
    for (HypothesisResult h : phase1a.hypotheses()) {
      row(table, chart, h.id() + " " + h.name(), met(h.paper()), h.verdict());
    }
    for (Control control : phase1a.controls()) {
      row(table, chart, "control: " + control.name(), Figures.ABSENT, control.verdict());
    }
    if (phase1a.memoryManagement() != null) {
      row(table, chart, "GC", Figures.ABSENT, phase1a.memoryManagement());
    }
    return table;
  }

  private static Stream<Verdict> verdictsOf(Phase1a phase1a) {
    return Stream.of(
            phase1a.hypotheses().stream().map(HypothesisResult::verdict),
            phase1a.controls().stream().map(Control::verdict),
            Stream.ofNullable(phase1a.memoryManagement()))
        .flatMap(verdicts -> verdicts);
  }

  private static Bar bar(Verdict verdict) {
    return Bar.of(verdict.estimate(), verdict.interval());
  }

  private static void row(
      HtmlTable table, IntervalChart chart, String claim, String paper, Verdict verdict) {
    String effect = Figures.change(verdict.estimate());
    String interval = interval(verdict.interval());
    table.row(
        Cell.of(claim),
        Cell.of(paper),
        Cell.of(decision(verdict)),
        Cell.of(TextSummary.evidence(verdict)),
        Cell.of(effect, verdict.estimate()),
        Cell.of(interval),
        verdict.estimate() == null
            ? Cell.of(Figures.ABSENT)
            : Cell.chart(
                html ->
                    chart.write(
                        html, bar(verdict), "%s %s (%s)".formatted(claim, effect, interval))),
        Cell.of(Figures.number(verdict.pAdjusted()), verdict.pAdjusted()),
        Cell.of(Figures.change(verdict.detectable()), verdict.detectable()),
        Cell.of(verdict.replicates()));
  }

  private static void card(Html html, HypothesisResult hypothesis) {
    html.open("article", "class", "card")
        .element("h3", "%s: %s".formatted(hypothesis.id(), hypothesis.name()))
        .open("div", "class", "pair");
    paper(html, hypothesis.paper());
    verdict(html, hypothesis.verdict());
    html.closeLine();
    if (hypothesis.disagreement() != null) {
      html.open("p", "class", "note")
          .element("strong", "They disagree: ")
          .text(hypothesis.disagreement() + ".")
          .closeLine();
    }
    if (hypothesis.regression() != null) {
      html.paragraph(
          "By regression, which the intervention outranks: %s: %s."
              .formatted(decision(hypothesis.regression()), hypothesis.regression().reason()));
    }
    html.closeLine();
  }

  private static void paper(Html html, PaperAnswer paper) {
    html.open("div")
        .element("h4", "The paper's criterion")
        .element("blockquote", paper.criterion())
        .open("p")
        .element("strong", met(paper))
        .text(paper.tier() == null ? "" : ", tier %d".formatted(paper.tier()))
        .text(": " + TextSummary.statistics(paper.statistics()))
        .close()
        .closeLine();
  }

  private static void verdict(Html html, Verdict verdict) {
    html.open("div")
        .element("h4", "Verdict")
        .open("p")
        .element("strong", decision(verdict))
        .text(verdict.route() == null ? "" : ", by " + verdict.route())
        .text(": " + verdict.reason() + ".")
        .close()
        .closeLine();
  }

  private static void besides(Html html, Phase1a phase1a) {
    html.open("ul");
    for (Control control : phase1a.controls()) {
      html.element(
          "li",
          "Negative control %s: %s: %s."
              .formatted(control.name(), decision(control.verdict()), control.verdict().reason()));
    }
    if (phase1a.memoryManagement() != null) {
      html.element(
          "li",
          "Collections (GC): %s: %s."
              .formatted(
                  decision(phase1a.memoryManagement()), phase1a.memoryManagement().reason()));
    }
    if (phase1a.withUnfinished() != null) {
      html.element("li", UnfinishedText.of(phase1a).strip() + ".");
    }
    phase1a.notes().forEach(note -> html.element("li", note));
    html.closeLine();
  }

  private static String met(PaperAnswer paper) {
    return paper.met() == null ? "not measurable" : paper.met() ? "met" : "not met";
  }

  private static String decision(Verdict verdict) {
    return verdict.decision().replace('-', ' ');
  }

  private static String interval(List<Double> interval) {
    return interval == null
        ? Figures.ABSENT
        : "%s to %s".formatted(Figures.change(interval.get(0)), Figures.change(interval.get(1)));
  }
}
