package dev.runvar.spark;

import dev.runvar.facts.PhaseMeans;
import dev.runvar.facts.RunStatistics;
import dev.runvar.profile.Accumulation;
import dev.runvar.profile.Census;
import dev.runvar.profile.CensusedRun;
import dev.runvar.profile.CycleWindow;
import dev.runvar.profile.FunctionGrowth;
import dev.runvar.profile.FunctionId;
import dev.runvar.profile.FunctionRow;
import dev.runvar.profile.GrowthEstimate;
import dev.runvar.profile.GrowthExport;
import dev.runvar.profile.GrowthFlameGraph;
import dev.runvar.profile.GrowthReport;
import dev.runvar.profile.PhaseAgreement;
import dev.runvar.profile.ProfileRows;
import dev.runvar.profile.SeededProfile;
import dev.runvar.profile.StartUp;
import dev.runvar.result.FunctionResult;
import dev.runvar.result.Headline;
import dev.runvar.result.ProfileResult;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunProfile;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the growth by function of an experiment in the profiles of its runs, on the driver. */
final class ProfileAnalysis {

  private static final int MOST_FUNCTIONS = 20;
  private static final int MOST_ACCUMULATING = 10;
  private static final int MOST_NOTES = 10;
  private static final int FEWEST_CYCLES = 10;

  /** A function is named by its share of the time only if that grew by at least this much. */
  private static final double LEAST_SHARE = 0.05;

  /** What a function gains after the middle of a run, of what it gains in all. */
  private static final double LEAST_LATE_GAIN = 0.05;

  private static final double WHOLE_CYCLE = 0.95;

  /** A run that marks no cycles is divided into so many parts. */
  private static final int TIME_GROUPS = 50;

  /** Notes on how often a step was called, which are omitted because the telemetry has this. */
  private static final Pattern WELL = Pattern.compile("called .*", Pattern.DOTALL);

  private static final String NO_FRAMEWORK = "never-called auto: ";

  /**
   * The results of the profiles.
   *
   * @param files files to write into the analysis directory, by name
   */
  record Found(List<FunctionResult> functions, ProfileResult result, Map<String, String> files) {

    static Found nothing(Collection<String> notes) {
      return new Found(List.of(), ProfileResult.none(limited(notes)), Map.of());
    }
  }

  private final List<String> notes = new ArrayList<>();
  private final List<SeededProfile> profiles = new ArrayList<>();
  private final List<CensusedRun> censuses = new ArrayList<>();
  private final List<RunProfile> used = new ArrayList<>();

  private final List<PhaseAgreement.TimedRun> timed = new ArrayList<>();
  private final Map<String, RunStatistics> statistics;

  /** How many of the first parts are left out where runs mark no cycles. */
  private int startUpGroups;

  private ProfileAnalysis(Map<String, RunStatistics> statistics) {
    this.statistics = statistics;
  }

  /**
   * Analyses the profiles of runs; empty if no profiler was requested.
   *
   * @param records of the runs of one experiment
   * @param statistics of the runs that have any, by their ids
   */
  static Optional<Found> of(
      StudyStore store, List<RunRecord> records, Map<String, RunStatistics> statistics) {
    List<RunRecord> profiled = records.stream().filter(record -> record.profile() != null).toList();
    return profiled.isEmpty()
        ? Optional.empty()
        : Optional.of(new ProfileAnalysis(statistics).find(store, profiled));
  }

  private Found find(StudyStore store, List<RunRecord> records) {
    records.forEach(record -> notes.addAll(record.profile().notes()));
    List<RunRecord> withFile =
        records.stream().filter(record -> record.profile().file() != null).toList();
    // A program that never ends by itself, or always fails, has no run that is OK.
    boolean anyOk = records.stream().anyMatch(record -> record.outcome() == Outcome.OK);
    List<RunRecord> usable =
        withFile.stream()
            .filter(
                record -> anyOk ? record.outcome() == Outcome.OK : record.showsGrowthUntilItsEnd())
            .toList();
    // Runs with and without cycles cannot be combined.
    boolean byTime = usable.stream().allMatch(record -> record.profile().byTime());
    usable.stream()
        .filter(record -> record.profile().byTime() == byTime)
        .forEach(record -> read(store, record));
    if (profiles.isEmpty()) {
      return Found.nothing(notes);
    }
    leaveOutUnsampled();
    if (byTime) {
      leaveOutStartUp();
    }
    GrowthReport growth = FunctionGrowth.of(profiles);
    ProfileResult result = result(growth, byTime);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(ProfileResult.FLAME_GRAPH, GrowthFlameGraph.svg(growth));
    files.put(
        ProfileResult.SPEEDSCOPE, GrowthExport.speedscope(records.get(0).experiment(), growth));
    files.put(ProfileResult.FOLDED, GrowthExport.folded(growth));
    return new Found(functions(growth, byTime), result, files);
  }

  /**
   * Leaves out runs without samples in a fifth, such as runs that ended before their last samples
   * were written.
   */
  private void leaveOutUnsampled() {
    int all = profiles.size();
    if (profiles.stream().anyMatch(ProfileAnalysis::isSampled)) {
      profiles.removeIf(run -> !isSampled(run));
    }
    if (profiles.size() < all) {
      notes.add(
          "limit %d of %d runs have no samples in their first or last fifth, and are left out"
              .formatted(all - profiles.size(), all));
    }
  }

  /** Leaves out the start-up, against which everything after it takes more of the time. */
  private void leaveOutStartUp() {
    startUpGroups = StartUp.groups(profiles);
    if (startUpGroups > 0) {
      List<SeededProfile> rest = StartUp.leftOut(profiles, startUpGroups);
      profiles.clear();
      profiles.addAll(rest);
      notes.add(
          "limit the first %d %% of the time, which look like a start-up, are left out"
              .formatted(100 * startUpGroups / TIME_GROUPS));
    }
  }

  private static boolean isSampled(SeededProfile run) {
    return run.profile().samples(CycleWindow.Kind.EARLY) > 0
        && run.profile().samples(CycleWindow.Kind.LATE) > 0;
  }

  private void read(StudyStore store, RunRecord record) {
    try {
      ProfileRows rows =
          ProfileRows.parse(
              store.files().readProfile(record.experiment(), record.profile().file()));
      if (rows.cycles() < FEWEST_CYCLES) {
        notes.add("none a run of fewer than ten timed cycles has no first and last fifth");
        return;
      }
      profiles.add(new SeededProfile(record.seed(), rows.profile()));
      censuses.add(rows.censused(record.seed()));
      used.add(record.profile());
      RunStatistics clock = statistics.get(record.runId());
      if (clock != null && clock.earlyPhases() != null && clock.latePhases() != null) {
        timed.add(new PhaseAgreement.TimedRun(rows.profile(), measured(clock)));
      }
    } catch (IOException | RuntimeException e) {
      notes.add(
          "none the profile of run %s cannot be read: %s"
              .formatted(record.runId(), e.getMessage()));
    }
  }

  /** Returns a note on the cost of counting, as a share of the time of the cycles with a count. */
  private Optional<String> censusCost() {
    double nanos =
        censuses.stream()
            .flatMap(run -> run.censuses().stream())
            .mapToDouble(Census::durationNanos)
            .sum();
    double whole =
        profiles.stream()
            .flatMap(run -> run.profile().windows().stream())
            .filter(window -> window.kind() == CycleWindow.Kind.GROUP)
            .mapToDouble(window -> window.cycles() * window.meanWallNanos())
            .sum();
    int count = censuses.stream().mapToInt(run -> run.censuses().size()).sum();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "cost counting what accumulates, %d times in %d runs, cost %.2g %% of the time",
                count,
                censuses.size(),
                100 * nanos / whole));
  }

  private static Map<String, PhaseAgreement.Fifth> measured(RunStatistics run) {
    Map<String, PhaseAgreement.Fifth> shares = new TreeMap<>();
    for (PhaseMeans fifth : List.of(run.earlyPhases(), run.latePhases())) {
      for (String phase : fifth.nanos().keySet()) {
        shares.put(
            phase,
            new PhaseAgreement.Fifth(
                run.earlyPhases().of(phase) / run.earlyPhases().wallNanos(),
                run.latePhases().of(phase) / run.latePhases().wallNanos()));
      }
    }
    return shares;
  }

  /**
   * Returns phases by clock and by samples, and adds a note for each phase in which they disagree.
   */
  private List<ProfileResult.Phase> phases() {
    List<ProfileResult.Phase> phases = new ArrayList<>();
    for (PhaseAgreement one : PhaseAgreement.of(timed)) {
      phases.add(
          new ProfileResult.Phase(
              one.phase(),
              one.measured().early(),
              one.measured().late(),
              one.sampled().early(),
              one.sampled().late(),
              one.agrees()));
      if (!one.agrees()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "limit the phase %s takes %.0f %% of the late time by the clock and %.0f %% by the samples, so that functions may be wrong by as much",
                one.phase(),
                100 * one.measured().late(),
                100 * one.sampled().late()));
      }
    }
    return phases;
  }

  private ProfileResult result(GrowthReport growth, boolean byTime) {
    Optional<FunctionRow> named = byTime ? Optional.empty() : growth.headline();
    Optional<Headline.Function> byShare =
        named.filter(row -> !isWholeCycle(row, growth)).isPresent()
            ? Optional.empty()
            : moreOfTheTime(growth, byTime);
    OptionalDouble cost =
        used.stream()
            .map(RunProfile::costShare)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average();
    GrowthEstimate cycle = growth.cycle();
    if (!byTime) {
      censusCost().ifPresent(notes::add);
    }
    List<ProfileResult.Phase> phases = phases();
    return new ProfileResult(
        used.get(0).profiler(),
        growth.scope() == GrowthReport.Scope.REPLICATES
            ? ProfileResult.REPLICATES
            : ProfileResult.WITHIN_RUN,
        byTime,
        profiles.size(),
        growth.replicates(),
        growth.earlySamples(),
        growth.lateSamples(),
        new ProfileResult.Growth(
            cycle.earlyNanos(),
            cycle.lateNanos(),
            orNull(cycle.lowNanos()),
            orNull(cycle.highNanos())),
        named.map(ProfileAnalysis::named).orElse(null),
        byShare.orElse(null),
        named.isPresent() || (byTime && byShare.isPresent())
            ? null
            : byTime ? whyNotByTime(growth) : growth.whyNoHeadline(),
        accumulating(),
        phases,
        cost.isPresent() ? cost.getAsDouble() : null,
        used.stream().mapToInt(RunProfile::threads).max().orElse(0),
        limited(notes.stream().filter(note -> !isWell(note, byTime)).toList()));
  }

  /**
   * Returns whether a note needs no mention. That no framework was found matters only without other
   * cycles.
   */
  private static boolean isWell(String note, boolean byTime) {
    return WELL.matcher(note).matches() || (!byTime && note.startsWith(NO_FRAMEWORK));
  }

  /**
   * Returns the denominator of shares: the growth of a cycle or, without cycles, the length of a
   * window.
   */
  private static double whole(GrowthReport growth, boolean byTime) {
    return byTime ? growth.cycle().lateNanos() : growth.cycle().growthNanos();
  }

  /**
   * Returns whether a function spans the whole cycle; such a function holds all growth but explains
   * nothing.
   */
  private static boolean isWholeCycle(FunctionRow row, GrowthReport growth) {
    return !row.function().isTopLevel()
        && row.estimate().lateNanos() >= WHOLE_CYCLE * growth.cycle().lateNanos();
  }

  /**
   * Returns the function whose share of the time grew most. Changing load on the host changes
   * times, but not shares.
   */
  private Optional<Headline.Function> moreOfTheTime(GrowthReport growth, boolean byTime) {
    if (Math.min(growth.earlySamples(), growth.lateSamples())
        < FunctionGrowth.FEWEST_SAMPLES_OF_SHARES) {
      return Optional.empty();
    }
    GrowthReport ofShares =
        byTime
            ? growth
            : FunctionGrowth.of(
                profiles.stream()
                    .map(run -> new SeededProfile(run.seed(), run.profile().ofEqualCycles()))
                    .toList());
    return namedByTime(ofShares)
        .filter(row -> !byTime || keepsGrowing(row))
        .filter(row -> growth.headline().filter(named -> isSame(named, row)).isEmpty())
        .map(row -> byTime(row, ofShares));
  }

  /**
   * Returns whether a function also gains some of its share after the middle of the run. A start-up
   * that ends at different times in the runs is not left out, but gains nothing later.
   */
  private boolean keepsGrowing(FunctionRow named) {
    return FunctionGrowth.of(StartUp.fromTheMiddle(profiles, startUpGroups)).inclusive().stream()
        .filter(row -> isSame(row, named))
        .anyMatch(
            row -> row.estimate().growthNanos() > LEAST_LATE_GAIN * named.estimate().growthNanos());
  }

  private static boolean isSame(FunctionRow one, FunctionRow other) {
    return one.function().equals(other.function());
  }

  /**
   * Returns the deepest function of user code with at least half of the growth of the function that
   * grew most.
   */
  private static Optional<FunctionRow> namedByTime(GrowthReport growth) {
    List<FunctionRow> grown =
        growth.inclusive().stream()
            .filter(row -> row.function().isUserCode() && row.isSignificant())
            .filter(row -> !row.function().isPartOfAnother() && !row.function().isUnknown())
            .filter(row -> row.estimate().growthNanos() >= LEAST_SHARE * growth.cycle().lateNanos())
            .toList();
    return grown.stream()
        .filter(row -> row.estimate().growthNanos() >= grown.get(0).estimate().growthNanos() / 2)
        .max(Comparator.comparingDouble(FunctionRow::depth));
  }

  private static String whyNotByTime(GrowthReport growth) {
    return Math.min(growth.earlySamples(), growth.lateSamples())
            < FunctionGrowth.FEWEST_SAMPLES_OF_SHARES
        ? "%.0f samples in the first fifth and %.0f in the last; a function is named from %d in each"
            .formatted(
                growth.earlySamples(),
                growth.lateSamples(),
                FunctionGrowth.FEWEST_SAMPLES_OF_SHARES)
        : "no function takes more and more of the time as the run goes on";
  }

  private static Headline.Function named(FunctionRow row) {
    return new Headline.Function(
        row.function().function(),
        row.function().file(),
        line(row),
        row.share().share(),
        orNull(row.share().low()),
        orNull(row.share().high()));
  }

  private static Headline.Function byTime(FunctionRow row, GrowthReport growth) {
    GrowthEstimate estimate = row.estimate();
    double whole = whole(growth, true);
    return new Headline.Function(
        row.function().function(),
        row.function().file(),
        line(row),
        estimate.growthNanos() / whole,
        orNull(estimate.lowNanos() / whole),
        orNull(estimate.highNanos() / whole));
  }

  private static Integer line(FunctionRow row) {
    int line = row.line() > 0 ? row.line() : row.function().firstLine();
    return line > 0 ? line : null;
  }

  private static List<FunctionResult> functions(GrowthReport growth, boolean byTime) {
    double whole = whole(growth, byTime);
    Map<FunctionId, GrowthEstimate> self = new HashMap<>();
    growth.self().forEach(row -> self.put(row.function(), row.estimate()));
    List<FunctionResult> functions = new ArrayList<>();
    for (FunctionRow row : growth.inclusive().stream().limit(MOST_FUNCTIONS).toList()) {
      GrowthEstimate estimate = row.estimate();
      GrowthEstimate own = self.get(row.function());
      functions.add(
          new FunctionResult(
              row.function().function(),
              row.function().file(),
              line(row),
              row.function().isUserCode(),
              estimate.earlyNanos(),
              estimate.lateNanos(),
              orNull(estimate.lateErrorNanos()),
              estimate.replicates(),
              estimate.growthNanos(),
              orNull(estimate.lowNanos()),
              orNull(estimate.highNanos()),
              whole > 0 ? estimate.growthNanos() / whole : null,
              orNull(row.adjustedP()),
              own == null ? 0 : own.earlyNanos(),
              own == null ? 0 : own.lateNanos()));
    }
    return functions;
  }

  private List<ProfileResult.Accumulating> accumulating() {
    return Accumulation.of(censuses).stream()
        .limit(MOST_ACCUMULATING)
        .map(
            one ->
                new ProfileResult.Accumulating(
                    one.kind() == Accumulation.Kind.CONTAINER ? "container" : "type",
                    one.name(),
                    one.first(),
                    one.last(),
                    one.perCycle(),
                    one.interval().isPresent() ? one.interval().get().low() : null,
                    one.interval().isPresent() ? one.interval().get().high() : null))
        .toList();
  }

  private static List<String> limited(Collection<String> notes) {
    return notes.stream()
        .distinct()
        .limit(MOST_NOTES)
        // Remove the status, so that the note reads as a sentence.
        .map(note -> note.substring(note.indexOf(' ') + 1))
        .toList();
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
