package dev.runvar.report;

import dev.runvar.result.Analysis;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report says, without its figures.
 *
 * @param answers to the six questions that a reader comes with, in the order in which they are
 *     asked
 * @param sections what the answers rest on
 */
public record Report(Analysis analysis, List<Answer> answers, List<Section> sections) {

  public Report {
    answers = List.copyOf(answers);
    sections = List.copyOf(sections);
  }

  /** Builds the report of an analysis. */
  public static Report of(Analysis analysis, Origin origin) {
    List<Answer> answers = new ArrayList<>(GrowthAnswers.of(analysis));
    answers.add(CauseAnswer.of(analysis));
    answers.add(ComparisonAnswer.of(analysis));
    answers.add(TrustAnswer.of(analysis, origin.mostRunsAtOnce()));
    List<Section> sections = new ArrayList<>();
    sections.add(GrowthSection.of(analysis));
    FunctionSection.of(analysis).ifPresent(sections::add);
    sections.add(CauseSection.of(analysis));
    ReportExtension.of(analysis).forEach(e -> sections.addAll(e.sections(analysis)));
    VersionSection.of(analysis).ifPresent(sections::add);
    sections.add(ComparisonSection.of(analysis));
    sections.add(AblationSection.of(analysis));
    sections.add(ExperimentSection.of(analysis));
    sections.add(AttributionSection.of(analysis));
    sections.add(RunSection.of(analysis));
    sections.add(RunSection.provenance(analysis, origin));
    return new Report(analysis, answers, sections);
  }
}
