package dev.runvar.store;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Keeps the records of as many seeds as there is room for. Each seed has a fixed random number.
 * Seeds below a limit are kept, and the limit is halved when there are too many records. The result
 * does not depend on the order of the records. Two studies with the same seeds keep the same
 * sample, or one keeps a subset of the other's.
 */
final class SeedSample {

  /** At least so many seeds are kept, however many records they have. */
  private static final int FEWEST_SEEDS = 100;

  private final Map<String, RunRecord> records;
  private final int most;
  private final Set<Integer> seedsOfHalf = new HashSet<>();
  private double limit = 1;

  /**
   * An empty sample.
   *
   * @param records map that receives the records, by run id
   * @param most number of records to keep, unless they are of too few seeds
   */
  SeedSample(Map<String, RunRecord> records, int most) {
    this.records = records;
    this.most = most;
  }

  void add(RunRecord record) {
    if (number(record) >= limit) {
      return;
    }
    records.merge(record.runId(), record, StudyStore::preferred);
    count(record);
    if (records.size() > most && seedsOfHalf.size() >= FEWEST_SEEDS) {
      limit /= 2;
      records.values().removeIf(kept -> number(kept) >= limit);
      seedsOfHalf.clear();
      records.values().forEach(this::count);
    }
  }

  private void count(RunRecord record) {
    if (seedsOfHalf.size() < FEWEST_SEEDS && number(record) < limit / 2) {
      seedsOfHalf.add(record.seed());
    }
  }

  private static double number(RunRecord record) {
    return new SplittableRandom(record.seed()).nextDouble();
  }
}
