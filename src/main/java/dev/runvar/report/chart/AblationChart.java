package dev.runvar.report.chart;

import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.result.Ablation;
import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Ablation.Contribution;
import dev.runvar.result.Analysis;
import dev.runvar.result.Estimate;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The contribution of each switch, and its effect while the others are at either corner. */
final class AblationChart {

  static final String NAME = "ablation.png";

  private static final int MOST_EXPERIMENTS = 4;
  private static final double ROW = 18;
  private static final double FRAME = 82;

  private AblationChart() {}

  static Figure.Candidate of(Analysis analysis) {
    Ablation ablation = analysis.ablation();
    return new Figure.Candidate(
        NAME,
        ablation == null || ablation.experiments().isEmpty() ? null : figure(analysis, ablation),
        "no experiment varies switches in every combination");
  }

  private static Figure figure(Analysis analysis, Ablation ablation) {
    int left = ablation.experiments().size() - MOST_EXPERIMENTS;
    String more = left <= 0 ? "" : ", %d more experiments are not drawn".formatted(left);
    Panels panels =
        new Panels(
            Panels.NARROW,
            "Time per cycle that each switch saves, 95 % intervals over seeds" + more);
    for (AblatedExperiment experiment :
        ablation.experiments().stream().limit(MOST_EXPERIMENTS).toList()) {
      List<BarRow> rows = rows(ablation, experiment);
      panels.row(rows.size() * ROW + FRAME, chart(analysis, experiment, rows));
    }
    String alternative =
        ablation.contributions().stream()
            .map(
                part ->
                    "%s %s → %s %s"
                        .formatted(
                            part.name(),
                            part.from(),
                            part.to(),
                            Numbers.estimate(part.shapleyNanos(), Numbers::nanos)))
            .collect(Collectors.joining("; ", "Time per cycle that each switch saves: ", "."));
    return panels.figure(NAME, "Contribution of each switch", alternative);
  }

  private static BarChart chart(
      Analysis analysis, AblatedExperiment experiment, List<BarRow> rows) {
    String title =
        "%s: %s → %s, %s × faster over %d seeds"
            .formatted(
                TextFit.fitted(
                    Observed.label(analysis, experiment.experiment()), ChartStyle.PANEL, 190),
                Numbers.nanos(experiment.firstNanos()),
                Numbers.nanos(experiment.lastNanos()),
                Numbers.estimate(experiment.speedup(), Numbers::ratio),
                experiment.seeds());
    String unit = TimeUnit.of(experiment.firstNanos()).symbol();
    return new BarChart(title, "saved per cycle, " + unit, Scale.LINEAR, rows)
        .legend("share of the whole (Shapley)", ChartStyle.BLUE)
        .legend("alone: the others at their first level", ChartStyle.ORANGE)
        .legend("last: the others at their second level", ChartStyle.GREEN);
  }

  private static List<BarRow> rows(Ablation ablation, AblatedExperiment experiment) {
    TimeUnit unit = TimeUnit.of(experiment.firstNanos());
    List<BarRow> rows = new ArrayList<>();
    for (Contribution part : ablation.contributions()) {
      if (part.experiment().equals(experiment.experiment())) {
        String change = "%s %s → %s".formatted(part.name(), part.from(), part.to());
        rows.add(row(change, part.shapleyNanos(), ChartStyle.BLUE, unit));
        rows.add(row("alone", part.aloneNanos(), ChartStyle.ORANGE, unit));
        rows.add(row("last", part.lastNanos(), ChartStyle.GREEN, unit));
      }
    }
    return rows;
  }

  private static BarRow row(String label, Estimate nanos, Color color, TimeUnit unit) {
    return nanos == null
        ? BarRow.bar(label, null, color, Numbers.ABSENT)
        : BarRow.bar(
                label, unit.from(nanos.value()), color, Numbers.estimate(nanos, Numbers::nanos))
            .with(unit.from(nanos.interval()));
  }
}
