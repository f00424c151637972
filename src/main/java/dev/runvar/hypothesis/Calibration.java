package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.hypothesis.Analysis.Verdict;
import dev.runvar.hypothesis.SyntheticStudy.Cause;
import dev.runvar.hypothesis.SyntheticStudy.Drift;
import dev.runvar.hypothesis.SyntheticStudy.Noise;
import dev.runvar.statistics.ClopperPearson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How often the answers are right on studies whose cause is known, or that have none. */
public final class Calibration {

  private static final RunContext CONTEXT =
      new RunContext(Analysis.Rules.CURRENT, OptionalDouble.empty());

  /** How many seeds a study has: many, and the fewest that a verdict needs. */
  private static final List<Integer> SEEDS = List.of(12, 5);

  private Calibration() {}

  /**
   * How often something was claimed in one kind of study.
   *
   * @param cause what it had, as the hypothesis or {@code none}
   * @param verdicts studies in which the verdicts claimed a cause that was not there, or with a
   *     cause, in which they claimed that one
   * @param paper the same by the paper's criteria
   * @param low of the 95 % interval (Clopper and Pearson) of the verdicts' share
   */
  public record Cell(
      String cause,
      String noise,
      String drift,
      int seeds,
      int studies,
      int verdicts,
      int paper,
      double low,
      double high) {}

  /**
   * Returns all cells without a cause and, for each cause, those with white and AR(0.9) noise.
   *
   * @param cycles of a run, at least 100
   */
  public static List<Cell> cells(int studies, int cycles, long seed) {
    List<Cell> cells = new ArrayList<>();
    for (int seeds : SEEDS) {
      for (Drift drift : Drift.values()) {
        for (Noise noise : Noise.values()) {
          SyntheticStudy study = new SyntheticStudy(noise, drift, Cause.NONE, cycles);
          cells.add(cell(study, seeds, studies, seed));
        }
      }
    }
    for (Cause cause : EnumSet.complementOf(EnumSet.of(Cause.NONE))) {
      for (int seeds : SEEDS) {
        for (Noise noise : List.of(Noise.WHITE, Noise.AR_90)) {
          SyntheticStudy study = new SyntheticStudy(noise, Drift.LINEAR, cause, cycles);
          cells.add(cell(study, seeds, studies, seed));
        }
      }
    }
    return cells;
  }

  private static Cell cell(SyntheticStudy study, int seeds, int studies, long seed) {
    // Each study has its own generator, so that the order of their computation does not matter.
    SplittableRandom random = new SplittableRandom(seed + 1_000_003L * study.number() + seeds);
    List<SplittableRandom> generators =
        IntStream.range(0, studies).mapToObj(i -> random.split()).toList();
    List<Claims> claims =
        generators.parallelStream().map(generator -> claims(study, seeds, generator)).toList();
    int verdicts = (int) claims.stream().filter(Claims::verdict).count();
    int paper = (int) claims.stream().filter(Claims::paper).count();
    ClopperPearson interval = ClopperPearson.of(verdicts, studies);
    return new Cell(
        name(study.cause()),
        name(study.noise()),
        name(study.drift()),
        seeds,
        studies,
        verdicts,
        paper,
        interval.low(),
        interval.high());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How the runtime goes is no part of a verdict, and takes longer than all that is. */
  private static RunEffects effects(int seed, RunTelemetry run) {
    return new RunEffects("r" + seed, seed, run.cycles(), RunEffects.values(run, CONTEXT), null);
  }

  /** Whether the verdicts, and the paper's criteria, claim what the cell counts. */
  private record Claims(boolean verdict, boolean paper) {}

  private static Claims claims(SyntheticStudy study, int seeds, SplittableRandom random) {
    List<RunTelemetry> runs = IntStream.range(0, seeds).mapToObj(i -> study.run(random)).toList();
    List<RunEffects> effects =
        IntStream.range(0, seeds).mapToObj(i -> effects(i, runs.get(i))).toList();
    List<Verdict> verdicts =
        CauseAnalysis.verdicts(new Replicates(effects, CONTEXT.rules().delta()));
    PooledFigures pooled = PooledRuns.figures(runs);
    boolean verdict = false;
    boolean paper = false;
    for (int i = 0; i < verdicts.size(); i++) {
      Hypothesis hypothesis = CauseAnalysis.HYPOTHESES.get(i);
      PaperAnswer answer = hypothesis.paper(pooled);
      if (study.cause() == Cause.NONE || study.cause().hypothesis().equals(hypothesis.id())) {
        verdict |= verdicts.get(i).decision().equals(Verdicts.SUPPORTED);
        paper |= Boolean.TRUE.equals(answer.met());
      }
    }
    return new Claims(verdict, paper);
  }
}
