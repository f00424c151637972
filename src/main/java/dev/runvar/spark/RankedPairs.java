package dev.runvar.spark;

import dev.runvar.statistics.RankCorrelation;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Optional;
import org.apache.commons.math3.util.ResizableDoubleArray;
import org.apache.spark.sql.Row;

/**
 * Rank correlations of CPU and memory use with the wall time, from rows of (wall, cpu, memory).
 *
 * <p>Ranks need all rows in one place, so this runs in one task, over a bounded number of rows.
 */
record RankedPairs(RankCorrelation cpu, RankCorrelation memory) implements Serializable {

  static RankedPairs of(Iterator<Row> rows) {
    Pairs cpu = new Pairs();
    Pairs memory = new Pairs();
    while (rows.hasNext()) {
      Row row = rows.next();
      cpu.add(row, 1);
      memory.add(row, 2);
    }
    return new RankedPairs(cpu.correlation(), memory.correlation());
  }

  Optional<RankCorrelation> cpuRank() {
    return Optional.ofNullable(cpu);
  }

  Optional<RankCorrelation> memoryRank() {
    return Optional.ofNullable(memory);
  }

  /** The rows in which both sides were measured. */
  private static final class Pairs {
    private final ResizableDoubleArray wall = new ResizableDoubleArray();
    private final ResizableDoubleArray reading = new ResizableDoubleArray();

    void add(Row row, int column) {
      if (!row.isNullAt(column)) {
        wall.addElement(row.getDouble(0));
        reading.addElement(row.getDouble(column));
      }
    }

    RankCorrelation correlation() {
      return RankCorrelation.spearman(reading.getElements(), wall.getElements()).orElse(null);
    }
  }
}
