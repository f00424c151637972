package dev.runvar.spark;

import dev.runvar.spark.RunReader.ReadRun;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs that were read in this JVM and may be needed again by the same job: as many of the first as
 * fit into a part of the heap. Those that do not fit are read again.
 */
final class ReadRuns {

  /** Those of this JVM, an executor's or the driver's. */
  static final ReadRuns HERE = new ReadRuns(Runtime.getRuntime().maxMemory() / 5);

  private static final int BYTES_OF_VALUE = 8;

  /** An array, its name, and the entry of a map. */
  private static final int BYTES_OF_COLUMN = 150;

  /** Rows as they are, and timed cycles where they are not the same. */
  private static final int COPIES = 2;

  private final long mostBytes;
  private final Map<RunOfStudy, ReadRun> runs = new HashMap<>();
  private String job = "";
  private long bytes;

  ReadRuns(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Returns a run that is here, or reads it. */
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
