package dev.runvar.report;

import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.FunctionResult;
import dev.runvar.result.ProfileResult;
import dev.runvar.result.ProfileResult.Accumulating;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The growth of a cycle by function, as a sampling profiler saw it. */
final class FunctionSection {

  private FunctionSection() {}

  /** Returns the section; nothing if no profiler was asked for. */
  static Optional<Section> of(Analysis analysis) {
    List<ExperimentResult> profiled =
        analysis.experiments().stream().filter(experiment -> experiment.profile() != null).toList();
    if (profiled.isEmpty()) {
      return Optional.empty();
    }
    Section section = new Section("functions", "Growth by function");
    for (ExperimentResult one : profiled) {
      if (profiled.size() > 1) {
        section.heading(one.label());
      }
      add(one, section, profiled.size() == 1 ? "" : "-" + one.id());
    }
    return Optional.of(section);
  }

  private static void add(ExperimentResult result, Section section, String suffix) {
    ProfileResult profile = result.profile();
    if (result.functions().isEmpty()) {
      section.say("No run has a profile.");
      section.items(profile.notes());
      return;
    }
    section.say(
        profile.byTime()
            ? "The program marks no cycles: the run is divided into windows of equal length, and times are per window. Share is by how much the function's share of the time grew."
            : "Time per cycle with all that a function calls, in the first and the last fifth of a run. Share is of the growth of a cycle; a function and its callers share their time.");
    section.say(
        "%s samples in the first and %s in the last fifth of %s by the profiler %s. Intervals are 95 %%, %s; p is adjusted by Holm's method."
            .formatted(
                Numbers.number(profile.earlySamples()),
                Numbers.number(profile.lateSamples()),
                Numbers.count(profile.runs(), "run"),
                profile.profiler(),
                profile.scope().equals(ProfileResult.REPLICATES)
                    ? "over %d seeds".formatted(profile.seeds())
                    : "within these runs alone"));
    if (profile.whyNoFunction() != null) {
      section.say("No function is named: %s.".formatted(profile.whyNoFunction()));
    }
    section
        .table(functions(result.functions(), suffix))
        .table(accumulating(profile.accumulating(), suffix))
        .table(phases(profile.phases(), suffix))
        .items(notes(profile));
  }

  private static Table functions(List<FunctionResult> functions, String suffix) {
    Table table =
        new Table("functions-table" + suffix, "Functions by growth")
            .texts("function", "place")
            .numbers("early", "late", "growth")
            .intervals("95 % interval")
            .numbers("share", "self", "p");
    for (FunctionResult one : functions) {
      List<Double> interval =
          one.low() == null || one.high() == null ? null : List.of(one.low(), one.high());
      double self = one.selfLateNanos() - one.selfEarlyNanos();
      table.row(
          Cell.of(one.name()),
          Cell.of(one.line() == null ? one.file() : one.file() + ":" + one.line()),
          Cell.of(Numbers.nanos(one.earlyNanos()), one.earlyNanos()),
          Cell.of(Numbers.nanos(one.lateNanos()), one.lateNanos()),
          Cell.of(Numbers.signedNanos(one.growthNanos()), one.growthNanos()),
          Cell.of(Numbers.interval(interval, Numbers::signedNanos)),
          Cell.of(Numbers.share(one.share()), one.share()),
          Cell.of(Numbers.signedNanos(self), self),
          Cell.of(Numbers.number(one.adjustedP()), one.adjustedP()));
    }
    return table;
  }

  private static Table accumulating(List<Accumulating> all, String suffix) {
    Table table =
        new Table("accumulating-table" + suffix, "What accumulates in every seed")
            .texts("name", "kind")
            .numbers("first", "last", "per cycle")
            .intervals("95 % interval");
    for (Accumulating one : all) {
      List<Double> interval =
          one.low() == null || one.high() == null ? null : List.of(one.low(), one.high());
      table.row(
          Cell.of(one.name()),
          Cell.of(one.kind()),
          Cell.of(Numbers.number(one.first()), one.first()),
          Cell.of(Numbers.number(one.last()), one.last()),
          Cell.of(Numbers.significant(one.perCycle()), one.perCycle()),
          Cell.of(Numbers.interval(interval, Numbers::significant)));
    }
    return table;
  }

  private static Table phases(List<ProfileResult.Phase> all, String suffix) {
    Table table =
        new Table("phases-table" + suffix, "Phases by the clock and by samples, of a cycle's time")
            .texts("phase")
            .numbers("early, clock", "early, samples", "late, clock", "late, samples")
            .texts("agree");
    for (ProfileResult.Phase one : all) {
      table.row(
          Cell.of(one.name()),
          Cell.of(Numbers.share(one.measuredEarly()), one.measuredEarly()),
          Cell.of(Numbers.share(one.sampledEarly()), one.sampledEarly()),
          Cell.of(Numbers.share(one.measuredLate()), one.measuredLate()),
          Cell.of(Numbers.share(one.sampledLate()), one.sampledLate()),
          Cell.of(one.agrees() ? "yes" : "no"));
    }
    return table;
  }

  private static List<String> notes(ProfileResult profile) {
    List<String> notes = new ArrayList<>();
    if (profile.costShare() != null) {
      notes.add(
          "Taking samples cost %s of the time of the runs."
              .formatted(Numbers.share(profile.costShare())));
    }
    if (profile.threads() > 1) {
      notes.add("Up to %d threads ran at the same time.".formatted(profile.threads()));
    }
    notes.addAll(profile.notes());
    return notes;
  }
}
