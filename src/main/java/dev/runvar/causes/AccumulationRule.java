package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.facts.Accumulation;
import dev.runvar.facts.Addition;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Dose;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.Gaps;
import dev.runvar.statistics.Quantiles;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides whether something that accumulates slows a part of the cycle down: by the dose where the
 * exposure can be told from time, else by the growth of the part.
 */
final class AccumulationRule implements Cause {

  private static final long serialVersionUID = 1L;

  /** What a rule is asked for. */
  enum Role {
    /** A claim that may be true. */
    CLAIM,
    /** A claim about a part on which nothing acts: it must not be found. */
    CONTROL,
    /** A claim that nobody made: only a dose counts, and none that one jump of a run makes. */
    SEARCHED
  }

  private static final String CONTROL = "control.";

  static final String RISE = ".rise";

  private static final String BEYOND_REST = ".beyond-rest";
  private static final String CONSTANT = ".constant";
  private static final String REPORTED = ".reported";
  private static final String TIMED = ".timed";

  /** The growth less what the other gauges of the program explain of it. */
  private static final String RIVALS = ".beside-rivals";

  /** How much that is. */
  private static final String EXPLAINED = ".explained-by-rivals";

  /** What a run accumulates is its own, unlike the load of its host: time may be shared too. */
  private static final Set<Axis> AXES = EnumSet.allOf(Axis.class);

  /** Less of its growth at the end than this share of its range: it rises and falls. */
  private static final double MOST_OF_ITS_RANGE = 0.5;

  private final Accumulation declared;
  private final Role role;

  /** The key under which a run's values are kept. */
  private final String name;

  private final String phase;
  private final String words;

  AccumulationRule(Accumulation declared, Role role) {
    this.declared = declared;
    this.role = role;
    name = role == Role.CONTROL ? CONTROL + declared.name() : declared.name();
    phase = declared.part();
    words = declared.words();
  }

  /** Returns the rules of a scope: its declared causes, then its controls. */
  static List<AccumulationRule> of(AnalysisScope scope) {
    return Stream.concat(
            scope.accumulations().stream().map(a -> new AccumulationRule(a, Role.CLAIM)),
            scope.controls().stream().map(a -> new AccumulationRule(a, Role.CONTROL)))
        .toList();
  }

  /** Returns the rules of a scope, and those that its search asks of a run. */
  static List<AccumulationRule> of(AnalysisScope scope, RunTelemetry run) {
    return Stream.concat(
            of(scope).stream(),
            scope.searched(run).stream().map(a -> new AccumulationRule(a, Role.SEARCHED)))
        .toList();
  }

  @Override
  public String name() {
    return declared.name();
  }

  @Override
  public String claim() {
    return "%s, through %s".formatted(words, phase);
  }

  /** Returns the key under which a run's values are kept. */
  String key() {
    return name;
  }

  Measure exposure() {
    return declared.exposure();
  }

  String phase() {
    return phase;
  }

  boolean isControl() {
    return role == Role.CONTROL;
  }

  /** Returns the share of the early runtime that the rest has; nothing without the phase. */
  Optional<Double> restShare(RunView view) {
    return view.run()
        .phase(phase)
        .map(part -> view.rest(phase))
        .map(rest -> view.early(rest) / RunView.mean(view.run().wall(), rest, view.span().early()));
  }

  /** Keeps what a run says; nothing when it has no exposure. */
  @Override
  public void measure(RunView view, EffectValues values) {
    Optional<double[]> column = view.column(exposure());
    if (column.isEmpty()) {
      return;
    }
    double[] exposed = column.get();
    if (!Gaps.varies(exposed)) {
      values.put(name + CONSTANT, 1);
      return;
    }
    Optional<double[]> part = view.run().phase(phase);
    if (isControl() && part.isEmpty()) {
      return;
    }
    boolean timed = view.peers().timed().contains(name);
    if (timed && part.isEmpty()) {
      return;
    }
    values.put(name + REPORTED, 1);
    if (timed) {
      values.put(name + TIMED, 1);
    }
    values.put(name + RISE, (view.late(exposed) - view.early(exposed)) / Quantiles.spread(exposed));
    double[] added = view.added(exposure());
    List<double[]> covariates = covariates(view, added, exposed, timed);
    boolean hasRest = timed && !view.peers().withoutRest().contains(name);
    double[] rest = view.rest(phase);
    List<double[]> besideRest = new ArrayList<>(covariates);
    if (hasRest) {
      besideRest.add(rest);
    }
    dose(name, view, timed ? Measure.phase(phase) : Measure.WALL, besideRest, values);
    if (hasRest) {
      dose(name + BEYOND_REST, view, Measure.beyondRest(phase), covariates, values);
    }
    if (hasRest && role != Role.SEARCHED) {
      List<double[]> work = view.workAnd();
      if (isControl()) {
        view.column(Measure.COLLECTIONS).ifPresent(work::add);
      }
      work.add(added);
      PhaseGrowth.measure(name, view, part.orElseThrow(), rest, work, values);
      if (!view.rivals().isEmpty()) {
        besideRivals(view, part.orElseThrow(), rest, work, values);
      }
    }
  }

  /** Keeps the growth once more less what other gauges of the program explain, and what that is. */
  private void besideRivals(
      RunView view, double[] part, double[] rest, List<double[]> work, EffectValues values) {
    List<double[]> all = new ArrayList<>(work);
    all.addAll(view.rivals());
    PhaseGrowth.measure(name + RIVALS, view, part, rest, all, values);
    values.put(name + EXPLAINED, PhaseGrowth.explained(view, part, work, view.rivals()));
  }

  private List<double[]> covariates(RunView view, double[] added, double[] exposed, boolean timed) {
    List<double[]> covariates = view.workAnd();
    for (String other : view.context().scope().accumulating()) {
      if (!other.equals(declared.gauge())) {
        view.run().column(other).ifPresent(covariates::add);
      }
    }
    view.column(Measure.CLOCK_PERIOD).ifPresent(covariates::add);
    // A gauge that is searched is among the rivals of the others.
    view.rivals().stream().filter(rival -> rival != exposed).forEach(covariates::add);
    if (!timed) {
      view.column(Measure.WASTE).ifPresent(covariates::add);
    }
    if (isControl()) {
      // A collection may fall within any phase, and takes longer the more there is.
      view.column(Measure.COLLECTIONS).ifPresent(covariates::add);
    }
    covariates.addAll(Addition.covariates(added, exposed));
    return covariates;
  }

  private void dose(
      String kept, RunView view, Measure outcome, List<double[]> covariates, EffectValues values) {
    Dose.of(
            view.cycles(),
            view.column(outcome).orElseThrow(),
            view.column(exposure()).orElseThrow(),
            covariates,
            view.peers().shared(view, outcome, exposure(), AXES),
            view.run().meanWall())
        .ifPresent(sums -> values.put(kept, sums));
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    boolean timed = replicates.has(name + TIMED);
    Evidence evidence = decided(replicates, timed);
    return timed ? evidence.withPartGrew(PhaseGrowth.grew(name, replicates)) : evidence;
  }

  private Evidence decided(Replicates replicates, boolean timed) {
    if (!replicates.has(name + REPORTED)) {
      return Evidence.notMeasurable(
          replicates.has(name + CONSTANT)
              ? "the %s never changed".formatted(words)
              : "the workload does not report its " + words);
    }
    Optional<PooledDose> dose = replicates.dose(name, Besides.SHARED, replicates.floor());
    Optional<PooledDose> jumps = replicates.dose(name, Besides.JUMPS, 0);
    boolean guarded = !timed || role == Role.SEARCHED;
    boolean told =
        replicates.isIdentifiable(dose) && (!guarded || replicates.isIdentifiable(jumps));
    if (told) {
      Evidence evidence = dose(replicates, dose.orElseThrow(), timed);
      return !guarded || Evidence.holdsBesideJumps(jumps)
          ? evidence
          : evidence.candidate(Evidence.ONE_EVENT.formatted(words), replicates);
    }
    String hindrance = hindrance(replicates, dose, guarded);
    if (role == Role.SEARCHED) {
      return Evidence.undecidable(hindrance, replicates)
          .withEstimate(Route.DOSE, "%s, through %s".formatted(words, phase), dose)
          .candidate(candidate(replicates), replicates);
    }
    if (!timed) {
      return Evidence.undecidable(
              "%s, and phase %s is not timed".formatted(hindrance, phase), replicates)
          .withEstimate(Route.DOSE, "the %s, through the whole cycle".formatted(words), dose)
          .candidate(candidate(replicates), replicates);
    }
    if (!replicates.has(name + PhaseGrowth.GROWTH)) {
      return Evidence.undecidable(
              "the phases that causes act on are nearly all of a cycle: there is no rest to compare the growth of phase %s with"
                  .formatted(phase),
              replicates)
          .candidate(candidate(replicates), replicates);
    }
    return growth(replicates, hindrance);
  }

  private Evidence dose(Replicates replicates, PooledDose dose, boolean timed) {
    Evidence evidence =
        Evidence.of(
            Route.DOSE,
            "the %s, through %s".formatted(words, timed ? "phase " + phase : "the whole cycle"),
            dose.test(),
            replicates);
    if (!timed) {
      return evidence;
    }
    Optional<PooledDose> beyond =
        replicates.dose(name + BEYOND_REST, Besides.SHARED, replicates.floor());
    return replicates.isIdentifiable(beyond)
        ? evidence.withP(Math.max(evidence.p(), p(beyond.orElseThrow().test())))
        : evidence;
  }

  /** Nothing unless both the exposure and the runtime grew. */
  private String candidate(Replicates replicates) {
    boolean grew =
        replicates.median(name + RISE).orElse(0) > 0
            && replicates.median(RunEffects.RUNTIME_GROWTH).orElse(0) > replicates.floor();
    return grew ? "the %s grew with the runtime".formatted(words) : null;
  }

  private String hindrance(Replicates replicates, Optional<PooledDose> dose, boolean guarded) {
    if (replicates.doses(name) == 0) {
      return "the %s and the time of a cycle are read together in too few cycles".formatted(words);
    }
    Optional<String> shortage = replicates.shortage(dose);
    if (shortage.isPresent()) {
      return shortage.get();
    }
    return replicates.isIdentifiable(dose) && guarded
        ? "the %s moves in one jump of each run or two: that is no dose".formatted(words)
        : "the %s cannot be told from time, from work, or from what all runs do at that cycle"
            .formatted(words);
  }

  private Evidence growth(Replicates replicates, String hindrance) {
    String kept = rivalsExplain(replicates) ? name + RIVALS : name;
    double rise = replicates.median(name + RISE).orElse(0);
    Evidence grown = PhaseGrowth.evidence(kept, "phase " + phase, replicates).withCaveat(hindrance);
    Evidence evidence = rise > 0 ? grown : grown.withP(1);
    if (rise < MOST_OF_ITS_RANGE) {
      return evidence.withoutDenial(
          "the %s %s: late against early cycles do not show what it costs in between"
              .formatted(words, rise > 0 ? "rises and falls" : "does not grow"));
    }
    if (PhaseGrowth.workExplains(kept, replicates)) {
      return evidence
          .withTest(PhaseGrowth.withoutUnknownWork(kept, replicates))
          .withoutDenial(
              "the work grew too, and what a unit of it costs cannot be told from time, so that it may explain what phase %s does"
                  .formatted(phase));
    }
    return PhaseGrowth.grewEarlyOnly(kept, replicates)
        ? evidence.withoutDenial(
            "phase %s grew beyond the rest early in the runs, and not from there on"
                .formatted(phase))
        : evidence;
  }

  /** Returns whether other gauges of the program, moving by themselves, explain some growth. */
  private boolean rivalsExplain(Replicates replicates) {
    return Evidence.test(replicates, name + EXPLAINED, 0)
        .filter(test -> test.effect().low() > 0)
        .isPresent();
  }

  /** Returns the p of an effect, 1 when it has none. */
  static double p(Optional<FlooredTTest> test) {
    return test.map(FlooredTTest::p).orElse(1.0);
  }
}
