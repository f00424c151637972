package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.facts.Accumulation;
import dev.runvar.facts.Addition;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Dose;
import dev.runvar.facts.DoseSums;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides whether an accumulating exposure slows a part of the cycle down. It uses the dose if the
 * exposure can be told from time, and otherwise the growth of the part.
 */
record AccumulationRule(Accumulation declared, Role role) implements Cause {

  /** The role of a rule in the analysis. */
  enum Role {
    /** A declared cause. */
    CLAIM,
    /** A negative control: nothing acts on the part, so the rule must find nothing. */
    CONTROL,
    /**
     * A gauge of the search that nobody declared. Only a dose counts, and not one that rests on a
     * single jump per run.
     */
    SEARCHED
  }

  /** How a run reports an exposure. */
  enum Exposure {
    NOT_REPORTED,
    CONSTANT,
    VARYING
  }

  /**
   * The data of one run for this rule.
   *
   * @param isTimed whether the part is a phase that the runs time
   * @param rise of the exposure, late − early, in shares of its range; NaN unless it varies
   * @param doseOrNull dose of the exposure, null if there is none
   * @param doseBeyondRestOrNull the same, after the scaled rest of the cycle is subtracted from the
   *     part
   * @param growthOrNull growth of the part beyond the rest; null if there is no rest, or in the
   *     search
   * @param growthBesideRivalsOrNull that growth, less the part that other gauges of the program
   *     explain; null without other gauges
   * @param explainedByRivals the growth that other gauges explain, NaN without other gauges
   */
  record OfRun(
      Exposure exposure,
      boolean isTimed,
      double rise,
      DoseSums doseOrNull,
      DoseSums doseBeyondRestOrNull,
      PhaseGrowth.OfRun growthOrNull,
      PhaseGrowth.OfRun growthBesideRivalsOrNull,
      double explainedByRivals)
      implements Cause.OfRun {

    static OfRun without(Exposure exposure) {
      return new OfRun(exposure, false, Double.NaN, null, null, null, null, Double.NaN);
    }

    boolean isReported() {
      return exposure == Exposure.VARYING;
    }
  }

  /**
   * What a run accumulates is its own, unlike the load of its host. So all shared changes are taken
   * out, also those by clock time.
   */
  private static final Set<Axis> AXES = EnumSet.allOf(Axis.class);

  /** An exposure rises and falls if late − early is below this share of its range. */
  private static final double MOST_OF_ITS_RANGE = 0.5;

  /** Returns the rules of a scope: its declared causes, then its controls. */
  static List<AccumulationRule> of(AnalysisScope scope) {
    return Stream.concat(
            scope.accumulations().stream().map(a -> new AccumulationRule(a, Role.CLAIM)),
            scope.controls().stream().map(a -> new AccumulationRule(a, Role.CONTROL)))
        .toList();
  }

  /** Returns the rules of a scope, and those of the search for the gauges of a run. */
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
    return "%s, through %s".formatted(words(), phase());
  }

  Measure exposure() {
    return declared.exposure();
  }

  String phase() {
    return declared.part();
  }

  private String words() {
    return declared.words();
  }

  boolean isControl() {
    return role == Role.CONTROL;
  }

  /** Returns the rest's share of the early runtime; empty if the phase is not timed. */
  Optional<Double> restShare(RunView view) {
    return view.run()
        .phase(phase())
        .map(part -> view.rest(phase()))
        .map(rest -> view.early(rest) / RunView.mean(view.run().wall(), rest, view.span().early()));
  }

  @Override
  public OfRun measure(RunView view) {
    Optional<double[]> column = view.column(exposure());
    if (column.isEmpty()) {
      return OfRun.without(Exposure.NOT_REPORTED);
    }
    double[] exposed = column.get();
    if (!Gaps.varies(exposed)) {
      return OfRun.without(Exposure.CONSTANT);
    }
    Optional<double[]> part = view.run().phase(phase());
    boolean isTimed = view.peers().timed().contains(declared);
    if (part.isEmpty() && (isControl() || isTimed)) {
      return OfRun.without(Exposure.NOT_REPORTED);
    }
    double rise = (view.late(exposed) - view.early(exposed)) / Quantiles.spread(exposed);
    double[] added = view.added(exposure());
    List<double[]> covariates = covariates(view, added, exposed, isTimed);
    if (!isTimed || view.peers().withoutRest().contains(declared)) {
      DoseSums dose = dose(view, isTimed ? Measure.phase(phase()) : Measure.WALL, covariates);
      return new OfRun(Exposure.VARYING, isTimed, rise, dose, null, null, null, Double.NaN);
    }
    double[] rest = view.rest(phase());
    List<double[]> besideRest = new ArrayList<>(covariates);
    besideRest.add(rest);
    DoseSums dose = dose(view, Measure.phase(phase()), besideRest);
    DoseSums beyondRest = dose(view, Measure.beyondRest(phase()), covariates);
    if (role == Role.SEARCHED) {
      return new OfRun(Exposure.VARYING, true, rise, dose, beyondRest, null, null, Double.NaN);
    }
    double[] nanos = part.orElseThrow();
    List<double[]> work = view.workAnd();
    if (isControl()) {
      view.column(Measure.COLLECTIONS).ifPresent(work::add);
    }
    work.add(added);
    List<double[]> workAndRivals = new ArrayList<>(work);
    workAndRivals.addAll(view.rivals());
    boolean hasRivals = !view.rivals().isEmpty();
    return new OfRun(
        Exposure.VARYING,
        true,
        rise,
        dose,
        beyondRest,
        PhaseGrowth.measure(view, nanos, rest, work),
        hasRivals ? PhaseGrowth.measure(view, nanos, rest, workAndRivals) : null,
        hasRivals ? PhaseGrowth.explained(view, nanos, work, view.rivals()) : Double.NaN);
  }

  private List<double[]> covariates(RunView view, double[] added, double[] exposed, boolean timed) {
    List<double[]> covariates = view.workAnd();
    for (String other : view.context().scope().accumulating()) {
      if (!other.equals(declared.gauge())) {
        view.run().column(other).ifPresent(covariates::add);
      }
    }
    view.column(Measure.CLOCK_PERIOD).ifPresent(covariates::add);
    // In the search, every gauge is a rival of the others.
    view.rivals().stream().filter(rival -> rival != exposed).forEach(covariates::add);
    if (!timed) {
      view.column(Measure.WASTE).ifPresent(covariates::add);
    }
    if (isControl()) {
      // A collection may fall within any phase, and takes longer the more objects there are.
      view.column(Measure.COLLECTIONS).ifPresent(covariates::add);
    }
    covariates.addAll(Addition.covariates(added, exposed));
    return covariates;
  }

  private DoseSums dose(RunView view, Measure outcome, List<double[]> covariates) {
    return Dose.of(
            view.cycles(),
            view.column(outcome).orElseThrow(),
            view.column(exposure()).orElseThrow(),
            covariates,
            view.peers().shared(view, outcome, exposure(), AXES),
            view.run().meanWall())
        .orElse(null);
  }

  /** Returns the data of a run for this rule. */
  Optional<OfRun> of(RunEffects run) {
    return run.of(this, OfRun.class);
  }

  private Optional<DoseSums> doseOf(RunEffects run) {
    return of(run).map(OfRun::doseOrNull);
  }

  private boolean isInAny(Replicates replicates, Predicate<OfRun> kind) {
    return replicates.any(run -> of(run).filter(kind).isPresent());
  }

  /** Returns the growth of the part over replicates. */
  PhaseGrowth growth(Replicates replicates) {
    return new PhaseGrowth(replicates, run -> of(run).map(OfRun::growthOrNull));
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    boolean isTimed = isInAny(replicates, OfRun::isTimed);
    Evidence evidence = decided(replicates, isTimed);
    return isTimed ? evidence.withPartGrew(growth(replicates).grew()) : evidence;
  }

  private Evidence decided(Replicates replicates, boolean timed) {
    if (!isInAny(replicates, OfRun::isReported)) {
      return Evidence.notMeasurable(
          isInAny(replicates, run -> run.exposure() == Exposure.CONSTANT)
              ? "the %s never changed".formatted(words())
              : "the workload does not report its " + words());
    }
    Optional<PooledDose> dose = replicates.dose(this::doseOf, Besides.SHARED, replicates.floor());
    Optional<PooledDose> jumps = replicates.dose(this::doseOf, Besides.JUMPS, 0);
    boolean guarded = !timed || role == Role.SEARCHED;
    boolean told =
        replicates.isIdentifiable(dose) && (!guarded || replicates.isIdentifiable(jumps));
    if (told) {
      Evidence evidence = dose(replicates, dose.orElseThrow(), timed);
      return !guarded || Evidence.holdsBesideJumps(jumps)
          ? evidence
          : evidence.candidate(Evidence.ONE_EVENT.formatted(words()), replicates);
    }
    String hindrance = hindrance(replicates, dose, guarded);
    if (role == Role.SEARCHED) {
      return Evidence.undecidable(hindrance, replicates)
          .withEstimate(Route.DOSE, claim(), dose)
          .candidate(candidate(replicates), replicates);
    }
    if (!timed) {
      return Evidence.undecidable(
              "%s, and phase %s is not timed".formatted(hindrance, phase()), replicates)
          .withEstimate(Route.DOSE, "the %s, through the whole cycle".formatted(words()), dose)
          .candidate(candidate(replicates), replicates);
    }
    if (!growth(replicates).isMeasured()) {
      return Evidence.undecidable(
              "the phases that causes act on are nearly all of a cycle: there is no rest to compare the growth of phase %s with"
                  .formatted(phase()),
              replicates)
          .candidate(candidate(replicates), replicates);
    }
    return growth(replicates, hindrance);
  }

  private Evidence dose(Replicates replicates, PooledDose dose, boolean timed) {
    Evidence evidence =
        Evidence.of(
            Route.DOSE,
            "the %s, through %s".formatted(words(), timed ? "phase " + phase() : "the whole cycle"),
            dose.test(),
            replicates);
    if (!timed) {
      return evidence;
    }
    Optional<PooledDose> beyond =
        replicates.dose(
            run -> of(run).map(OfRun::doseBeyondRestOrNull), Besides.SHARED, replicates.floor());
    return replicates.isIdentifiable(beyond)
        ? evidence.withP(Math.max(evidence.p(), p(beyond.orElseThrow().test())))
        : evidence;
  }

  /** Returns the reason for a candidate; null unless both the exposure and the runtime grew. */
  private String candidate(Replicates replicates) {
    boolean grew =
        medianRise(replicates) > 0
            && replicates.median(RunEffects.RUNTIME_GROWTH).orElse(0) > replicates.floor();
    return grew ? "the %s grew with the runtime".formatted(words()) : null;
  }

  private double medianRise(Replicates replicates) {
    return replicates.median(run -> of(run).map(OfRun::rise)).orElse(0);
  }

  private String hindrance(Replicates replicates, Optional<PooledDose> dose, boolean guarded) {
    if (replicates.doses(this::doseOf) == 0) {
      return "the %s and the time of a cycle are read together in too few cycles"
          .formatted(words());
    }
    Optional<String> shortage = replicates.shortage(dose);
    if (shortage.isPresent()) {
      return shortage.get();
    }
    return replicates.isIdentifiable(dose) && guarded
        ? "the %s moves in one jump of each run or two: that is no dose".formatted(words())
        : "the effect of the %s cannot be separated from that of time, of more work, or of what all runs do at the same cycle"
            .formatted(words());
  }

  private Evidence growth(Replicates replicates, String hindrance) {
    PhaseGrowth growth =
        rivalsExplain(replicates)
            ? new PhaseGrowth(replicates, run -> of(run).map(OfRun::growthBesideRivalsOrNull))
            : growth(replicates);
    double rise = medianRise(replicates);
    Evidence grown = growth.evidence("phase " + phase()).withCaveat(hindrance);
    Evidence evidence = rise > 0 ? grown : grown.withP(1);
    if (rise < MOST_OF_ITS_RANGE) {
      return evidence.withoutDenial(
          "the %s %s: late against early cycles do not show what it costs in between"
              .formatted(words(), rise > 0 ? "rises and falls" : "does not grow"));
    }
    if (growth.workExplains()) {
      return evidence
          .withTest(growth.withoutUnknownWork())
          .withoutDenial(
              "the work grew too, and what a unit of it costs cannot be separated from time, so that it may explain what phase %s does"
                  .formatted(phase()));
    }
    return growth.grewEarlyOnly()
        ? evidence.withoutDenial(
            "phase %s grew beyond the rest early in the runs, and not from there on"
                .formatted(phase()))
        : evidence;
  }

  /** Returns whether other gauges of the program explain some of the growth, beyond chance. */
  private boolean rivalsExplain(Replicates replicates) {
    return Evidence.test(replicates, run -> of(run).map(OfRun::explainedByRivals), 0)
        .filter(test -> test.effect().low() > 0)
        .isPresent();
  }

  /** Returns the p of a test, 1 if there is no test. */
  static double p(Optional<FlooredTTest> test) {
    return test.map(FlooredTTest::p).orElse(1.0);
  }
}
