package dev.runvar.spark;

import dev.runvar.spark.RunReader.ReadRun;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A cache of the runs that were read in this JVM and may be needed again by the same job. It keeps
 * the first runs that fit into a part of the heap; others are read again.
 */
final class ReadRuns {

  /** The cache of this JVM, which is an executor's or the driver's. */
  static final ReadRuns HERE = new ReadRuns(Runtime.getRuntime().maxMemory() / 5);

  private static final int BYTES_OF_VALUE = 8;

  /** Overhead of an array, its name, and its map entry. */
  private static final int BYTES_OF_COLUMN = 150;

  /** Unchanged rows, and timed cycles if these differ. */
  private static final int COPIES = 2;

  private final long mostBytes;
  private final Map<RunOfStudy, ReadRun> runs = new HashMap<>();
  private String job = "";
  private long bytes;

  ReadRuns(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Returns a run from the cache, or reads it. */
  ReadRun get(String ofJob, RunOfStudy run, Function<RunOfStudy, ReadRun> reader) {
    ReadRun known = known(ofJob, run);
    if (known != null) {
      return known;
    }
    ReadRun read = reader.apply(run);
    keep(ofJob, run, read);
    return read;
  }

  private synchronized ReadRun known(String ofJob, RunOfStudy run) {
    return job.equals(ofJob) ? runs.get(run) : null;
  }

  private synchronized void keep(String ofJob, RunOfStudy run, ReadRun read) {
    if (!job.equals(ofJob)) {
      forget();
      job = ofJob;
    }
    int columns =
        read.rows().columns().size() + read.rows().phases().size() + read.rows().gauges().size();
    long more = (long) COPIES * columns * (BYTES_OF_COLUMN + (long) BYTES_OF_VALUE * run.rows());
    if (bytes + more <= mostBytes && runs.putIfAbsent(run, read) == null) {
      bytes += more;
    }
  }

  /** Forgets all runs. */
  synchronized void forget() {
    runs.clear();
    bytes = 0;
  }
}
