package dev.runvar.lab;

import dev.runvar.causes.CauseAnalysis;
import dev.runvar.causes.MoreWork;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.lab.AdversarialStudy.Mechanism;
import dev.runvar.lab.GaugeStudy.Shape;
import dev.runvar.lab.SyntheticStudy.Cause;
import dev.runvar.lab.SyntheticStudy.Cost;
import dev.runvar.lab.SyntheticStudy.Drift;
import dev.runvar.lab.SyntheticStudy.Noise;
import dev.runvar.paper8.InMemoryAnswers;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.statistics.ClopperPearson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** How often the answers are right on studies whose cause is known, or that have none. */
public final class Calibration {

  private static final RunContext SEARCHING = RunContext.of(AnalysisScope.of(0.01));

  private static final RunContext WORKING =
      RunContext.of(AnalysisScope.of(0.01).withWork(List.of(WorkStudy.WORK)));

  /** By how much a unit of work takes longer at the end of a run: just over the margin, and far. */
  private static final double[] SLOWER = {0, 0.15, 0.3};

  /** How many seeds a study has: many, and the fewest that a verdict needs. */
  private static final List<Integer> SEEDS = List.of(12, 5);

  private Calibration() {}

  /** What a cell counts. */
  public enum Kind {
    /** Claims of any cause, in studies that have none. */
    NO_CAUSE,
    /** Claims of the cause, in studies in which it is worth a twentieth of runtime. */
    CAUSE,
    /** Claims that are not true, in studies that look like a cause that they do not have. */
    FALSE,
    /** Claims of what is true, in such studies. */
    TRUE,
    /** Gauges that the search names for a grown part, in studies in which none is the cause. */
    FALSE_GAUGE,
    /** The gauge that is the cause, and no other one, in studies that have one. */
    TRUE_GAUGE,
    /** Growth that is said to be more work, where a unit of work takes longer as well. */
    FALSE_WORK,
    /** The same where a unit of work takes what it did. */
    TRUE_WORK
  }

  /**
   * How often something was claimed in one kind of study.
   *
   * @param cause what it had, as the hypothesis or {@code none}
   * @param noise of the runtime, {@code drift} of it; the name of a mechanism stands for both
   * @param cost of the cause: by-run where each run pays the same for its own spread, by-unit where
   *     each unit costs the same
   * @param verdicts studies in which the verdicts claimed what the kind counts
   * @param paper the same by the paper's criteria, null for a mechanism, whose runs lack what they
   *     need
   * @param low of the 95 % interval (Clopper and Pearson) of the verdicts' share
   */
  public record Cell(
      Kind kind,
      String cause,
      String cost,
      String noise,
      String drift,
      int seeds,
      int studies,
      int verdicts,
      Integer paper,
      double low,
      double high) {}

  /**
   * Returns all cells without a cause; for each cause, those with white and AR(0.9) noise; and
   * those of mechanisms that look like a cause.
   *
   * @param cycles of a run, at least 100
   */
  public static List<Cell> cells(int studies, int cycles, long seed) {
    List<Cell> cells = new ArrayList<>();
    for (int seeds : SEEDS) {
      for (Drift drift : Drift.values()) {
        for (Noise noise : Noise.values()) {
          SyntheticStudy study = new SyntheticStudy(noise, drift, Cause.NONE, Cost.BY_RUN, cycles);
          cells.add(cell(Kind.NO_CAUSE, study, seeds, studies, seed));
        }
      }
    }
    for (Cause cause : EnumSet.complementOf(EnumSet.of(Cause.NONE))) {
      for (Cost cost : Cost.values()) {
        for (int seeds : SEEDS) {
          for (Noise noise : List.of(Noise.WHITE, Noise.AR_90)) {
            SyntheticStudy study = new SyntheticStudy(noise, Drift.LINEAR, cause, cost, cycles);
            cells.add(cell(Kind.CAUSE, study, seeds, studies, seed));
          }
        }
      }
    }
    for (int seeds : SEEDS) {
      for (Mechanism mechanism : Mechanism.values()) {
        cells.addAll(cells(new AdversarialStudy(mechanism), seeds, studies, seed));
      }
    }
    for (int seeds : SEEDS) {
      for (Shape shape : Shape.values()) {
        for (GaugeStudy.Noise noise : GaugeStudy.Noise.values()) {
          cells.add(cell(new GaugeStudy(shape, noise, cycles), seeds, studies, seed));
        }
      }
    }
    for (int seeds : SEEDS) {
      for (double slower : SLOWER) {
        for (GaugeStudy.Noise noise : GaugeStudy.Noise.values()) {
          cells.add(workCell(slower, noise, cycles, seeds, studies, seed));
        }
      }
    }
    return cells;
  }

  private static Cell workCell(
      double slower, GaugeStudy.Noise noise, int cycles, int seeds, int studies, long seed) {
    WorkStudy study = new WorkStudy(slower, noise.coefficient(), cycles);
    int percent = (int) Math.round(100 * slower);
    List<Claims> claims =
        claims(
            studies,
            seed + 1_000_003L * (200_000 + 10 * percent + noise.ordinal()) + seeds,
            random ->
                new Claims(
                    MoreWork.explains(
                        IntStream.range(0, seeds).mapToObj(i -> study.run(random)).toList(),
                        WORKING,
                        WorkStudy.WORK),
                    null));
    return cell(
        slower == 0 ? Kind.TRUE_WORK : Kind.FALSE_WORK,
        WorkStudy.WORK,
        "",
        name(noise),
        "+%d %%".formatted(percent),
        seeds,
        claims);
  }

  private static Cell cell(GaugeStudy study, int seeds, int studies, long seed) {
    boolean caused = study.shape() == Shape.BY_A_GAUGE;
    List<Claims> claims =
        claims(
            studies,
            seed
                + 1_000_003L * (100_000 + 10 * study.shape().ordinal() + study.noise().ordinal())
                + seeds,
            random -> {
              List<String> named = named(study, seeds, random);
              boolean right = named.equals(List.of(GaugeStudy.CAUSE));
              return new Claims(caused ? right : !named.isEmpty(), null);
            });
    return cell(
        caused ? Kind.TRUE_GAUGE : Kind.FALSE_GAUGE,
        caused ? GaugeStudy.CAUSE : "none",
        "",
        name(study.noise()),
        name(study.shape()),
        seeds,
        claims);
  }

  /** Returns the gauges that the search supports, for whichever part. */
  private static List<String> named(GaugeStudy study, int seeds, SplittableRandom random) {
    List<RunTelemetry> runs = IntStream.range(0, seeds).mapToObj(i -> study.run(random)).toList();
    return CauseAnalysis.of(runs, SEARCHING).accumulation().stream()
        .flatMap(part -> part.gauges().stream())
        .filter(gauge -> gauge.verdict().isSupported())
        .map(CauseResult::name)
        .toList();
  }

  private static Cell cell(Kind kind, SyntheticStudy study, int seeds, int studies, long seed) {
    String cause = study.cause().hypothesis();
    List<Claims> claims =
        claims(
            studies,
            seed + 1_000_003L * study.number() + seeds,
            random -> {
              List<RunTelemetry> runs =
                  IntStream.range(0, seeds).mapToObj(i -> study.run(random)).toList();
              Predicate<String> counted = id -> cause.isEmpty() || id.equals(cause);
              return Claims.of(runs, counted).withPaper(runs, counted);
            });
    return cell(
        kind,
        name(study.cause()),
        name(study.cost()),
        name(study.noise()),
        name(study.drift()),
        seeds,
        claims);
  }

  /** A mechanism has a cell for what is false, and one for what is true if anything is. */
  private static List<Cell> cells(AdversarialStudy study, int seeds, int studies, long seed) {
    Mechanism mechanism = study.mechanism();
    List<Cell> cells = new ArrayList<>();
    cells.add(cell(Kind.FALSE, study, seeds, studies, seed, id -> !mechanism.allows(id)));
    if (!mechanism.hypothesis().isEmpty()) {
      cells.add(cell(Kind.TRUE, study, seeds, studies, seed, mechanism.hypothesis()::equals));
    }
    return cells;
  }

  private static Cell cell(
      Kind kind,
      AdversarialStudy study,
      int seeds,
      int studies,
      long seed,
      Predicate<String> counted) {
    List<Claims> claims =
        claims(
            studies,
            seed + 1_000_003L * study.number() + seeds,
            random ->
                Claims.of(
                    IntStream.range(0, seeds).mapToObj(i -> study.run(i, random)).toList(),
                    counted));
    String truth = study.mechanism().hypothesis();
    return cell(
        kind, truth.isEmpty() ? "none" : truth, "", "", name(study.mechanism()), seeds, claims);
  }

  private static Cell cell(
      Kind kind,
      String cause,
      String cost,
      String noise,
      String drift,
      int seeds,
      List<Claims> claims) {
    int verdicts = (int) claims.stream().filter(Claims::verdict).count();
    boolean asked = claims.stream().allMatch(claim -> claim.paper() != null);
    Integer paper = asked ? (int) claims.stream().filter(Claims::paper).count() : null;
    ClopperPearson interval = ClopperPearson.of(verdicts, claims.size());
    return new Cell(
        kind,
        cause.toLowerCase(Locale.ROOT),
        cost,
        noise,
        drift,
        seeds,
        claims.size(),
        verdicts,
        paper,
        interval.low(),
        interval.high());
  }

  /** Each study has its own generator, so that the order of their computation does not matter. */
  private static List<Claims> claims(
      int studies, long seed, Function<SplittableRandom, Claims> study) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SplittableRandom> generators =
        IntStream.range(0, studies).mapToObj(i -> random.split()).toList();
    return generators.parallelStream().map(study).toList();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the verdicts, and the paper's criteria if they are asked, claim what a cell counts. */
  private record Claims(boolean verdict, Boolean paper) {

    static Claims of(List<RunTelemetry> runs, Predicate<String> counted) {
      return new Claims(
          InMemoryAnswers.verdicts(runs).entrySet().stream()
              .filter(verdict -> counted.test(verdict.getKey()))
              .anyMatch(verdict -> verdict.getValue().isSupported()),
          null);
    }

    Claims withPaper(List<RunTelemetry> runs, Predicate<String> counted) {
      return new Claims(
          verdict,
          InMemoryAnswers.criteria(runs).entrySet().stream()
              .filter(answer -> counted.test(answer.getKey()))
              .anyMatch(answer -> Boolean.TRUE.equals(answer.getValue().met())));
    }
  }
}
