package dev.runvar.spark;

import dev.runvar.causes.CauseAnalysis;
import dev.runvar.causes.Classification;
import dev.runvar.causes.Criteria;
import dev.runvar.causes.DataNotes;
import dev.runvar.causes.ExperimentStatistics;
import dev.runvar.causes.Headlines;
import dev.runvar.causes.Interventions;
import dev.runvar.causes.RunEffects;
import dev.runvar.comparison.AblationAnalysis;
import dev.runvar.comparison.GrowthEffects;
import dev.runvar.comparison.VariantComparison;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.Design;
import dev.runvar.facts.PooledStatistics;
import dev.runvar.facts.RunGrowth;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.CauseResults;
import dev.runvar.result.GrowthEffect;
import dev.runvar.result.ProfileResult;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.store.AnalysisDirectory;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.study.Experiment;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.InstrumentCost;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Turns the committed telemetry of a study into tables and an analysis. */
final class AnalyzeJob {

  private static final int LONGEST_LINE = 60;

  private final SparkSession spark;
  private final StudyStore store;
  private final StudySnapshot snapshot;
  private final AnalysisDirectory output;

  private AnalyzeJob(
      SparkSession spark, StudyStore store, StudySnapshot snapshot, AnalysisDirectory output) {
    this.spark = spark;
    this.store = store;
    this.snapshot = snapshot;
    this.output = output;
  }

  /**
   * Analyses a snapshot of a study, and writes the tables into a new analysis.
   *
   * @param plan the runs of the study
   */
  static StudyAnswer run(
      SparkSession spark,
      StudyStore store,
      Study study,
      List<RunSpec> plan,
      StudySnapshot snapshot,
      AnalysisDirectory output) {
    spark.sparkContext().setJobDescription("runvar analyze " + study.name());
    return new AnalyzeJob(spark, store, snapshot, output).analyze(study, plan);
  }

  private StudyAnswer analyze(Study study, List<RunSpec> plan) {
    List<RunRecord> records = records(plan, snapshot);
    Analysis.Rules rules = StudyRules.of(study);
    AnalysisScope scope = StudyRules.scope(rules);
    Analysis.Runs counts = counts(plan, snapshot);
    List<RunStatistics> runs = List.of();
    Map<RunRecord, RunEffects> effects = Map.of();
    CauseResults causes = null;
    Optional<PooledStatistics> pooled = Optional.empty();
    RuntimeSeries series = RuntimeSeries.NONE;
    if (counts.ok() > 0) {
      String observed = study.observed().id();
      RunsOfStudy measured = new RunsOfStudy(records, observed);
      List<RunOfStudy> forJobs = measured.forJobs();
      try (StudyFacts facts =
          StudyFacts.of(spark, store, scope, forJobs, forJobs, SeriesQueries.EXPOSURES)) {
        effects = byRecord(records, facts.effects());
        FactTables tables = FactTables.of(spark, facts);
        StudyTables written = new StudyTables(tables, store, output);
        Map<String, RunGrowth> growths = growths(effects);
        runs = withGrowth(written.runFigures(records), growths);
        written.writeGrowth(growths);
        List<RunEffects> ofObserved = effectsOf(observed, effects);
        if (ofObserved.stream().anyMatch(run -> run.cycles() > 0)) {
          causes =
              CauseAnalysis.of(
                  observed,
                  ofObserved,
                  unfinished(records, study, scope, forJobs),
                  new Interventions(Designs.of(study), runs),
                  scope);
        }
        if (rules.criteria() != null) {
          pooled = PooledCycles.of(measured, tables, facts.ranked());
        }
        series = SeriesQueries.of(measured, tables).with(courses(effects));
      }
    }
    Map<String, ProfileAnalysis.Found> profiled = profiled(study, records, runs);
    Map<String, List<RunStatistics>> byExperiment =
        runs.stream().collect(Collectors.groupingBy(RunStatistics::experiment));
    List<Design> designs = Designs.of(study);
    Map<RunRecord, RunEffects> effectsOfRuns = effects;
    Analysis analysis =
        new Analysis(
            Analysis.SCHEMA,
            study.name(),
            null,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            rules,
            counts,
            problems(plan, snapshot),
            instrument(records),
            study.experiments().stream()
                .map(
                    e ->
                        result(
                            e,
                            byExperiment.getOrDefault(e.id(), List.of()),
                            effectsOfRuns,
                            Optional.ofNullable(profiled.get(e.id())),
                            rules.delta()))
                .toList(),
            causes,
            VariantComparison.of(
                runsOf(study.compare().unoptimized(), runs),
                runsOf(study.compare().optimized(), runs),
                rules.delta()),
            null,
            AblationAnalysis.of(designs, runs, rules.delta()),
            designs.stream().flatMap(d -> growthEffects(d, byExperiment).stream()).toList(),
            notes(
                effects.values(),
                Optional.ofNullable(profiled.get(study.observed().id())),
                Stream.of(
                        foundLine(records),
                        SeedNote.of(study.workload().program(), okRuns(records)),
                        sampleNote(snapshot))
                    .flatMap(Optional::stream)
                    .toList()),
            Map.of());
    return new StudyAnswer(judged(analysis, pooled), series);
  }

  /**
   * Analyses the profiles of each experiment and writes their files. If only one experiment has
   * files, their names do not contain it.
   */
  private Map<String, ProfileAnalysis.Found> profiled(
      Study study, List<RunRecord> records, List<RunStatistics> runs) {
    Map<String, RunStatistics> statistics =
        runs.stream().collect(Collectors.toMap(RunStatistics::runId, Function.identity()));
    Map<String, ProfileAnalysis.Found> profiled = new LinkedHashMap<>();
    for (Experiment experiment : study.experiments()) {
      String id = experiment.id();
      ProfileAnalysis.of(
              store,
              records.stream().filter(record -> record.experiment().equals(id)).toList(),
              statistics)
          .ifPresent(found -> profiled.put(id, found));
    }
    boolean isOnly =
        profiled.values().stream().filter(found -> !found.files().isEmpty()).count() == 1;
    profiled.forEach(
        (id, found) ->
            found
                .files()
                .forEach(
                    (name, text) ->
                        write(isOnly ? name : ProfileResult.ofExperiment(name, id), text)));
    return profiled;
  }

  private static List<RunRecord> okRuns(List<RunRecord> records) {
    return records.stream().filter(record -> record.outcome() == Outcome.OK).toList();
  }

  /** Where nobody said what a cycle is, the reader must see what was taken for one. */
  private static Optional<String> foundLine(List<RunRecord> records) {
    return records.stream()
        .flatMap(record -> Stream.ofNullable(record.sources().get(Column.CYCLE.columnName())))
        .findFirst()
        .map(
            line ->
                "A line of output such as \"%s\" ends a cycle; --progress names another."
                    .formatted(
                        line.length() <= LONGEST_LINE
                            ? line
                            : line.substring(0, LONGEST_LINE) + "…"));
  }

  private static Optional<String> sampleNote(StudySnapshot snapshot) {
    int analysed = snapshot.records().size();
    return analysed == snapshot.ended().size()
        ? Optional.empty()
        : Optional.of(
            "Of %,d committed runs, %,d are analysed: all of %,d seeds, which were drawn at random."
                .formatted(
                    snapshot.ended().size(),
                    analysed,
                    snapshot.records().stream().mapToInt(RunRecord::seed).distinct().count()));
  }

  private static List<String> notes(
      Collection<RunEffects> effects,
      Optional<ProfileAnalysis.Found> profiled,
      List<String> ofRuns) {
    List<String> notes = new ArrayList<>(DataNotes.of(effects));
    notes.addAll(ofRuns);
    profiled
        .map(ProfileAnalysis.Found::result)
        .ifPresent(
            profile -> {
              String shown = String.join("; ", shownNotes(profile));
              if (!shown.isEmpty()) {
                notes.add(
                    "%s: %s."
                        .formatted(
                            profile.cycle() == null ? "There is no profile" : "The profiler says",
                            shown));
              }
            });
    return notes;
  }

  /** Where cycles are marked and the profile is sound, only what ran beside it has to be known. */
  private static List<String> shownNotes(ProfileResult profile) {
    boolean showsAll =
        profile.cycle() == null
            || profile.byTime()
            || profile.phases().stream().anyMatch(phase -> !phase.agrees());
    return profile.notes().stream()
        .filter(note -> showsAll || note.startsWith(ProfileResult.PROCESSES))
        .toList();
  }

  private void write(String name, String text) {
    try {
      output.writeText(name, text);
    } catch (IOException e) {
      throw store.cannotWrite(e);
    }
  }

  private static Analysis judged(Analysis analysis, Optional<PooledStatistics> pooled) {
    Analysis answered = analysis.with(Headlines.of(analysis));
    return Criteria.named(analysis.rules().criteria())
        .map(criteria -> answered.with(criteria.answers(pooled, answered)))
        .orElse(answered);
  }

  /** Returns the committed runs of a plan, with the match ids of the plan. */
  static List<RunRecord> records(List<RunSpec> plan, StudySnapshot snapshot) {
    Map<String, RunRecord> records =
        snapshot.records().stream()
            .collect(Collectors.toMap(RunRecord::runId, Function.identity()));
    return plan.stream()
        .filter(run -> records.containsKey(run.runId()))
        .map(run -> records.get(run.runId()).matchedBy(run.matchId()))
        .sorted(Comparator.comparing(RunRecord::runId))
        .toList();
  }

  /** Returns the cost of the instrument; null if no run took any time. */
  private static Analysis.Instrument instrument(List<RunRecord> records) {
    double runNanos =
        1e6 * records.stream().mapToLong(r -> r.endedUnixMillis() - r.startedUnixMillis()).sum();
    if (runNanos == 0) {
      return null;
    }
    Map<String, Double> parts = new LinkedHashMap<>();
    for (RunRecord record : records) {
      for (InstrumentCost cost : record.instrument()) {
        parts.merge(cost.part(), cost.nanos() / runNanos, Double::sum);
      }
    }
    double share = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Analysis.Instrument(share, parts);
  }

  private static Analysis.Runs counts(List<RunSpec> plan, StudySnapshot snapshot) {
    List<Ended> ended =
        plan.stream()
            .map(run -> snapshot.ended().get(run.runId()))
            .filter(Objects::nonNull)
            .toList();
    int ok = (int) ended.stream().filter(run -> run.outcome() == Outcome.OK).count();
    int incomplete = (int) ended.stream().filter(Ended::cutShort).count();
    return new Analysis.Runs(plan.size(), ended.size(), ok, ended.size() - ok, incomplete);
  }

  private static List<RuntimeSeries.Course> courses(Map<RunRecord, RunEffects> effects) {
    return effects.entrySet().stream()
        .flatMap(run -> course(run.getKey(), run.getValue()).stream())
        .toList();
  }

  private static Optional<RuntimeSeries.Course> course(RunRecord run, RunEffects effects) {
    return effects
        .course()
        .map(
            course ->
                new RuntimeSeries.Course(
                    run.experiment(),
                    run.levels(),
                    run.seed(),
                    effects.cycles(),
                    Classification.name(course.kind()),
                    course.changes(),
                    course.rise()));
  }

  private static List<Analysis.Problem> problems(List<RunSpec> plan, StudySnapshot snapshot) {
    Map<String, String> damaged =
        snapshot.damage().stream()
            .collect(Collectors.toMap(StudySnapshot.Damage::runId, StudySnapshot.Damage::problem));
    Map<String, Ended> ended = snapshot.ended();
    return plan.stream()
        .filter(
            run ->
                !ended.containsKey(run.runId()) || ended.get(run.runId()).outcome() != Outcome.OK)
        .limit(Analysis.MOST_PROBLEMS)
        .map(
            run ->
                problem(
                    run,
                    Optional.ofNullable(ended.get(run.runId())),
                    Optional.ofNullable(damaged.get(run.runId()))))
        .toList();
  }

  private static Analysis.Problem problem(
      RunSpec run, Optional<Ended> ended, Optional<String> damage) {
    return new Analysis.Problem(
        run.runId(),
        run.experiment(),
        run.levels(),
        run.seed(),
        ended.map(r -> r.outcome().name()).orElse(damage.isPresent() ? "DAMAGED" : "MISSING"),
        ended.map(Ended::message).or(() -> damage).orElse(null));
  }

  private static ExperimentResult result(
      Experiment experiment,
      List<RunStatistics> runs,
      Map<RunRecord, RunEffects> effects,
      Optional<ProfileAnalysis.Found> profiled,
      double floor) {
    return ExperimentStatistics.of(
        experiment.id(),
        experiment.label(),
        experiment.variant(),
        runs,
        effectsOf(experiment.id(), effects),
        floor,
        classification(experiment, effects),
        profiled.map(ProfileAnalysis.Found::functions).orElse(List.of()),
        profiled.map(ProfileAnalysis.Found::result).orElse(null));
  }

  private static Map<String, RunGrowth> growths(Map<RunRecord, RunEffects> effects) {
    Map<String, RunGrowth> growths = new HashMap<>();
    effects.forEach(
        (record, found) -> found.growth().ifPresent(g -> growths.put(record.runId(), g)));
    return growths;
  }

  /**
   * Replaces early and late means by those of {@link RunGrowth}, whose windows depend on the run.
   */
  private static List<RunStatistics> withGrowth(
      List<RunStatistics> runs, Map<String, RunGrowth> growths) {
    return runs.stream()
        .map(
            run ->
                growths.containsKey(run.runId()) ? run.withGrowth(growths.get(run.runId())) : run)
        .toList();
  }

  private static List<RunEffects> effectsOf(String experiment, Map<RunRecord, RunEffects> effects) {
    return effects.entrySet().stream()
        .filter(run -> run.getKey().experiment().equals(experiment))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<GrowthEffect> growthEffects(
      Design design, Map<String, List<RunStatistics>> byExperiment) {
    return GrowthEffects.of(design, byExperiment.getOrDefault(design.experiment(), List.of()));
  }

  private static List<RunStatistics> runsOf(List<String> experiments, List<RunStatistics> runs) {
    return runs.stream().filter(run -> experiments.contains(run.experiment())).toList();
  }

  private static Map<RunRecord, RunEffects> byRecord(
      List<RunRecord> records, Map<String, RunEffects> effects) {
    Map<RunRecord, RunEffects> byRecord = new LinkedHashMap<>();
    for (RunRecord record : records) {
      if (effects.containsKey(record.runId())) {
        byRecord.put(record, effects.get(record.runId()));
      }
    }
    return byRecord;
  }

  private static Map<String, Integer> classification(
      Experiment experiment, Map<RunRecord, RunEffects> effects) {
    return Classification.of(
        effects.entrySet().stream()
            .filter(run -> run.getKey().experiment().equals(experiment.id()))
            .collect(
                Collectors.groupingBy(
                    run -> run.getKey().levels(),
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
            .values());
  }

  /** Returns the effects of runs of the observed experiment that hit the time or memory limit. */
  private List<RunEffects> unfinished(
      List<RunRecord> records, Study study, AnalysisScope scope, List<RunOfStudy> finished) {
    List<RunOfStudy> unfinished =
        records.stream()
            .filter(r -> r.outcome().isUnfinished())
            .filter(r -> r.experiment().equals(study.observed().id()))
            .map(record -> RunOfStudy.of(record, -1, null))
            .toList();
    if (unfinished.isEmpty()) {
      return List.of();
    }
    List<RunOfStudy> peers = new ArrayList<>(unfinished);
    finished.stream()
        .filter(run -> run.experiment().equals(study.observed().id()))
        .forEach(peers::add);
    try (StudyFacts facts = StudyFacts.of(spark, store, scope, unfinished, peers, Set.of())) {
      return unfinished.stream().map(run -> facts.effects().get(run.runId())).toList();
    }
  }
}
