package dev.runvar.study;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** A study that is made of runs from elsewhere: its plan is what there is. */
public final class ImportedPlan {

  private final Map<String, RunSpec> runs = new LinkedHashMap<>();
  private final Map<List<Object>, Integer> replications = new HashMap<>();
  private final Map<String, List<String>> byMatch = new HashMap<>();
  private final boolean mayRepeat;
  private final Set<String> repeated = new HashSet<>();
  private int added;

  /**
   * A plan that begins with these runs.
   *
   * @param before the runs that the study has already
   * @param unfinished of these, the ones that an interrupted import did not commit; if there are
   *     any, that import may be repeated
   */
  public ImportedPlan(List<RunSpec> before, Set<String> unfinished) {
    before.stream().map(ImportedPlan::matchedByDesign).forEach(this::put);
    mayRepeat = !unfinished.isEmpty();
  }

  /** Returns the id that a run would get if it were added now. */
  public String nextId(ImportedRun run) {
    return id(run, added + 1);
  }

  private static String id(ImportedRun run, int position) {
    return Plan.id("imported", run.experiment(), run.parameters(), told(run, position), run.run());
  }

  /** Returns what tells a run from others of its experiment and parameters, in words. */
  private static String told(ImportedRun run, int position) {
    return run.seed() == null ? "no seed, at position " + position : "seed " + run.seed();
  }

  /**
   * Adds a run and returns it; {@link StudyException} when the study has it already.
   *
   * <p>Without a seed of its own it has its position among the added runs, from 1, for a seed, and
   * is then no match of any other run: that nobody knows.
   */
  public RunSpec add(ImportedRun run, int cycles) {
    added++;
    int seed = run.seed() == null ? added : run.seed().intValue();
    String id = id(run, added);
    RunSpec there = runs.get(id);
    if (mayRepeat && there != null && there.cycles() == cycles && repeated.add(id)) {
      return there;
    }
    if (there != null) {
      throw run.place()
          .error(
              "experiment %s has a run with %s and %s already; give runs that differ in experiment, parameters, seed or run"
                  .formatted(run.experiment(), told(run, added), run.parameters()));
    }
    String match = run.seed() == null ? id : matchId(run.parameters(), seed, run.run());
    if (run.seed() != null) {
      rematch(matchIdWithLength(run.parameters(), seed, run.run(), cycles), match);
    }
    RunSpec spec =
        new RunSpec(
            id,
            match,
            run.experiment(),
            run.levels(),
            run.parameters(),
            replications.getOrDefault(treatment(run.experiment(), run.parameters()), 0),
            seed,
            runs.size(),
            cycles);
    put(spec);
    return spec;
  }

  /** Returns the match id: the same for runs of one design and seed, however long they are. */
  private static String matchId(SortedMap<String, String> parameters, int seed, String run) {
    return Plan.id("imported", Plan.unswitched(parameters), seed, run);
  }

  /** Returns the match id of versions that matched runs of equal length only. */
  private static String matchIdWithLength(
      SortedMap<String, String> parameters, int seed, String run, int cycles) {
    return Plan.id("imported", Plan.unswitched(parameters), seed, run, cycles);
  }

  /**
   * Returns a run with the match id of this version.
   *
   * <p>What tells a run from others is not stored: a run that has such a name keeps the match id of
   * an older version until a partner of equal length is added.
   */
  static RunSpec matchedByDesign(RunSpec run) {
    return run.matchId().equals(matchIdWithLength(run.parameters(), run.seed(), "", run.cycles()))
        ? run.matchedBy(matchId(run.parameters(), run.seed(), ""))
        : run;
  }

  /** Gives runs that an older version has named a match id of this version. */
  private void rematch(String oldMatchId, String matchId) {
    for (String runId : byMatch.getOrDefault(oldMatchId, List.of())) {
      runs.computeIfPresent(runId, (id, run) -> run.matchedBy(matchId));
    }
  }

  private void put(RunSpec run) {
    runs.put(run.runId(), run);
    byMatch.computeIfAbsent(run.matchId(), match -> new ArrayList<>()).add(run.runId());
    replications.merge(treatment(run.experiment(), run.parameters()), 1, Integer::sum);
  }

  private static List<Object> treatment(String experiment, SortedMap<String, String> parameters) {
    return List.of(experiment, parameters);
  }

  public List<RunSpec> runs() {
    return List.copyOf(runs.values());
  }

  /** Returns the study that has these runs, at least one, and is analysed so. */
  public Study study(String name, AnalysisSettings analysis) {
    Map<String, List<RunSpec>> byExperiment = new LinkedHashMap<>();
    runs.values()
        .forEach(r -> byExperiment.computeIfAbsent(r.experiment(), id -> new ArrayList<>()).add(r));
    List<Experiment> experiments =
        byExperiment.entrySet().stream().map(e -> experiment(e.getKey(), e.getValue())).toList();
    return new Study(
        name,
        runs.values().stream().mapToInt(RunSpec::cycles).max().orElseThrow(),
        replications.values().stream().mapToInt(Integer::intValue).max().orElseThrow(),
        0,
        WorkloadSpec.IMPORTED,
        Isolation.PROCESS,
        new RunLimits(Duration.ofDays(1).toMillis(), null),
        null,
        OnFailure.CONTINUE,
        experiments,
        Comparison.byVariant(experiments),
        analysis,
        runs());
  }

  private static Experiment experiment(String id, List<RunSpec> runs) {
    Map<String, Set<String>> levels = new LinkedHashMap<>();
    for (RunSpec run : runs) {
      run.levels()
          .forEach(
              (name, level) -> levels.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(level));
    }
    return new Experiment(
        id,
        id,
        Treatment.copy(Map.of()),
        levels.entrySet().stream()
            .map(entry -> new Factor(entry.getKey(), List.copyOf(entry.getValue())))
            .toList(),
        runs.stream().map(run -> new Treatment(run.levels(), run.parameters())).distinct().toList(),
        null);
  }
}
