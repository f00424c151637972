package dev.runvar.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.facts.FactsRequest;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The runs of a study that are OK and report cycles, and their lengths by their records. The
 * lengths give the number of bins of series, and the cycles that matched runs have in common.
 */
final class RunsOfStudy {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Orders runs that were committed together as in their file. */
  private static final Comparator<RunRecord> BY_FILE =
      Comparator.<RunRecord, String>comparing(
              record -> record.telemetry().isEmpty() ? "" : record.telemetry().get(0).file())
          .thenComparing(
              record -> record.telemetry().isEmpty() ? 0 : record.telemetry().get(0).firstRow());

  /** One combination of levels in an experiment. */
  record Treatment(String experiment, SortedMap<String, String> levels) {

    Treatment {
      levels = new TreeMap<>(levels);
    }

    static Treatment of(RunRecord record) {
      return new Treatment(record.experiment(), record.levels());
    }

    private String text() {
      try {
        return JSON.writeValueAsString(levels);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("texts are always JSON", e);
      }
    }
  }

  /** The numbers of timed cycles of the shortest and the longest of several runs. */
  record Lengths(long shortest, long longest) {

    private Lengths with(Lengths other) {
      return new Lengths(Math.min(shortest, other.shortest), Math.max(longest, other.longest));
    }

    int bins(int most) {
      return (int) Math.min(most, shortest);
    }

    /** Returns the lengths for series; null if all runs are equally long. */
    RuntimeSeries.Lengths unequal() {
      return shortest == longest ? null : new RuntimeSeries.Lengths(shortest, longest);
    }
  }

  private final String observed;
  private final List<RunRecord> measured;
  private final Map<String, Lengths> ofExperiments = new HashMap<>();
  private final Map<Treatment, Lengths> ofTreatments = new HashMap<>();
  private final Map<String, Lengths> ofMatches = new HashMap<>();
  private final List<Treatment> treatments;
  private final long rankedEvery;

  /**
   * Takes the runs out of records.
   *
   * @param observed the experiment whose exposures are analysed
   */
  RunsOfStudy(List<RunRecord> records, String observed) {
    this(records, observed, List.of());
  }

  /**
   * Takes the runs out of records.
   *
   * @param others runs of another study to compare with
   */
  RunsOfStudy(List<RunRecord> records, String observed, List<RunRecord> others) {
    this.observed = observed;
    measured = records.stream().filter(RunsOfStudy::isMeasured).toList();
    List<RunRecord> timed = measured.stream().filter(record -> cycles(record) > 0).toList();
    for (RunRecord record : timed) {
      Lengths own = new Lengths(cycles(record), cycles(record));
      ofExperiments.merge(record.experiment(), own, Lengths::with);
      ofTreatments.merge(Treatment.of(record), own, Lengths::with);
      ofMatches.merge(record.matchId(), own, Lengths::with);
    }
    others.stream()
        .filter(record -> isMeasured(record) && cycles(record) > 0)
        .forEach(
            record ->
                ofMatches.merge(
                    record.matchId(), new Lengths(cycles(record), cycles(record)), Lengths::with));
    treatments =
        ofTreatments.keySet().stream()
            .sorted(Comparator.comparing(Treatment::experiment).thenComparing(Treatment::text))
            .limit(SeriesQueries.MOST_TREATMENTS)
            .toList();
    rankedEvery =
        PooledCycles.rankedEvery(
            timed.stream()
                .filter(record -> record.experiment().equals(observed))
                .mapToLong(RunsOfStudy::cycles)
                .sum());
  }

  /** Returns whether any run that is OK timed a cycle. */
  static boolean haveCycles(List<RunRecord> records) {
    return records.stream().anyMatch(record -> isMeasured(record) && cycles(record) > 0);
  }

  private static boolean isMeasured(RunRecord record) {
    return record.outcome() == Outcome.OK && record.instrumentation() != Instrumentation.READINGS;
  }

  /**
   * Returns the number of timed cycles; records of older versions have only the number of all
   * cycles.
   */
  private static long cycles(RunRecord record) {
    return record.timedCycles() == null ? record.cycles() : record.timedCycles();
  }

  String observed() {
    return observed;
  }

  /** Returns k if every k-th cycle of the observed experiment is ranked. */
  long rankedEvery() {
    return rankedEvery;
  }

  Lengths ofExperiment(String experiment) {
    return ofExperiments.get(experiment);
  }

  Lengths ofTreatment(Treatment treatment) {
    return ofTreatments.get(treatment);
  }

  /** Returns the treatments that have a series. */
  List<Treatment> treatments() {
    return treatments;
  }

  /**
   * Returns the runs that are OK and report cycles, with the requested facts for those that are
   * timed.
   */
  List<RunOfStudy> forJobs() {
    Map<Treatment, Integer> numbers = new HashMap<>();
    treatments.forEach(treatment -> numbers.put(treatment, numbers.size()));
    List<RunOfStudy> runs = new ArrayList<>();
    for (RunRecord record : measured.stream().sorted(BY_FILE).toList()) {
      int treatment = numbers.getOrDefault(Treatment.of(record), -1);
      FactsRequest wanted = cycles(record) > 0 ? wanted(record, treatment) : null;
      runs.add(RunOfStudy.of(record, treatment, wanted));
    }
    return runs;
  }

  private FactsRequest wanted(RunRecord record, int treatment) {
    boolean isObserved = record.experiment().equals(observed);
    Lengths experiment = ofExperiments.get(record.experiment());
    return new FactsRequest(
        cycles(record),
        ofMatches.get(record.matchId()).shortest(),
        experiment.bins(SeriesQueries.BINS),
        treatment < 0
            ? 0
            : ofTreatments.get(Treatment.of(record)).bins(SeriesQueries.TREATMENT_BINS),
        SeriesQueries.GAUGES,
        isObserved ? experiment.bins(SeriesQueries.GAUGE_BINS) : 0,
        Map.of(),
        isObserved ? SeriesQueries.EXPOSURE_BINS : 0,
        isObserved ? rankedEvery : 0,
        isObserved ? 1 : 0);
  }
}
