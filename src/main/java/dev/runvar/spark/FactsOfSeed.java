package dev.runvar.spark;

import dev.runvar.causes.RunEffects;
import dev.runvar.causes.StudySurvey;
import dev.runvar.facts.FactsRequest;
import dev.runvar.facts.RankedCycles;
import dev.runvar.facts.RunFacts;
import dev.runvar.spark.RunReader.ReadRun;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** Computes the facts of runs, given the shared changes; one run is in memory at a time. */
record FactsOfSeed(RunReader reader, Broadcast<Surveys> surveys)
    implements FlatMapFunction<FactsOfSeed.Runs, FactsOfSeed.Found> {

  /**
   * Runs of one experiment and seed.
   *
   * @param peers all runs of this seed in the survey, which do not count as other runs
   */
  record Runs(List<RunOfStudy> runs, List<RunOfStudy> peers) implements Serializable {}

  /**
   * The results for one run.
   *
   * @param runOrNull the run; null after {@link #withoutRows}
   * @param factsOrNull the facts; null if not requested, if no cycle was timed, or after {@link
   *     #withoutRows}
   */
  record Found(
      RunOfStudy runOrNull, RunFacts factsOrNull, RankedCycles rankedOrNull, RunEffects effects)
      implements Serializable {

    Found(RunOfStudy run, RunFacts factsOrNull, RunEffects effects) {
      this(run, factsOrNull, factsOrNull == null ? null : factsOrNull.rankedOrNull(), effects);
    }

    Found withoutRows() {
      return new Found(null, null, rankedOrNull, effects);
    }
  }

  @Override
  public Iterator<Found> call(Runs seed) {
    String experiment = seed.peers().get(0).experiment();
    StudySurvey sameSeed = surveys.value().ofOneSeed(experiment);
    ReadRun read = null;
    for (RunOfStudy peer : seed.peers()) {
      read = read(peer);
      sameSeed.add(read.cycles(), peer.context(reader.scope()));
    }
    if (seed.runs().equals(seed.peers()) && seed.runs().size() == 1) {
      return List.of(found(seed.runs().get(0), read, sameSeed)).iterator();
    }
    return seed.runs().stream().map(run -> found(run, read(run), sameSeed)).iterator();
  }

  private ReadRun read(RunOfStudy run) {
    ReadRun read = reader.read(run);
    surveys.value().tell(run, read);
    return read;
  }

  private Found found(RunOfStudy run, ReadRun read, StudySurvey sameSeed) {
    FactsRequest wanted = run.wantedOrNull();
    RunFacts facts =
        wanted == null
            ? null
            : RunFacts.of(
                    run.wantsExposures() ? wanted.withRanges(surveys.value().ranges()) : wanted,
                    read.rows().columns(),
                    read.rows().gauges(),
                    read.rows().phases())
                .orElse(null);
    RunEffects effects =
        RunEffects.of(
            run.runId(),
            run.seed(),
            read.cycles(),
            run.context(reader.scope()),
            surveys.value().experiment(run.experiment()).orElse(sameSeed),
            sameSeed);
    return new Found(run, facts, effects);
  }
}
