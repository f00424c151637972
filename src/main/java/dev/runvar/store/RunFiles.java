package dev.runvar.store;

import dev.runvar.telemetry.Column;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** The telemetry and the profiles of the runs of one study, which their records name. */
public final class RunFiles {

  private final StudyDirectory directory;

  RunFiles(StudyDirectory directory) {
    this.directory = directory;
  }

  /**
   * Reads the telemetry of one attempt: some columns, phases and gauges.
   *
   * @param parts in the order of their cycles
   * @throws IOException if a file cannot be read, or has other rows
   */
  public RunColumns readTelemetry(String experiment, List<TelemetryPart> parts, Set<Column> columns)
      throws IOException {
    return read(experiment, parts, new RunColumnsReader(columns, TelemetrySchema.MAPS));
  }

  /** Reads some columns of one attempt, as {@link #readTelemetry}, without phases and gauges. */
  public RunColumns readColumns(String experiment, List<TelemetryPart> parts, Set<Column> columns)
      throws IOException {
    return read(experiment, parts, new RunColumnsReader(columns, Set.of()));
  }

  private RunColumns read(String experiment, List<TelemetryPart> parts, RunColumnsReader reader)
      throws IOException {
    RunColumns columns =
        new RunColumns(Math.toIntExact(parts.stream().mapToLong(TelemetryPart::rows).sum()));
    for (TelemetryPart part : parts) {
      Path path = new Path(directory.partition(StudyStore.TELEMETRY, experiment), part.file());
      try {
        reader.read(path, directory.files().getConf(), part, columns);
      } catch (IOException | RuntimeException e) {
        // Parquet does not always say which file it is, nor declare what it throws.
        throw new IOException(path + ": " + e.getMessage(), e);
      }
    }
    return columns;
  }

  /**
   * Opens the telemetry of an attempt.
   *
   * @param partLength after this time a file is closed, so that it can be read, and another begun
   */
  public TelemetryParts openTelemetry(
      String experiment, String runId, String attempt, Duration partLength) throws IOException {
    return new TelemetryParts(directory, experiment, runId + "-" + attempt, runId, partLength);
  }

  /**
   * Opens a batch of runs, which are committed together.
   *
   * @param attempt of the first of them, as in {@code run-attempt}
   * @param partLength after this time a file is closed, so that it can be read, and another begun
   */
  public RunBatch openBatch(String experiment, String attempt, Duration partLength)
      throws IOException {
    return new RunBatch(directory, experiment, attempt, partLength);
  }

  /**
   * Writes the profile of an attempt, to be named by its record.
   *
   * @param attempt run id and attempt, as in {@code run-attempt}
   */
  public TelemetryPart writeProfile(String experiment, String attempt, ResultTable table)
      throws IOException {
    Path file =
        new Path(directory.partition(StudyStore.PROFILES, experiment), attempt + ".parquet");
    Path unfinished = StudyDirectory.unfinished(file);
    try {
      String sha256 = table.write(directory, unfinished);
      long bytes = directory.files().getFileStatus(unfinished).getLen();
      directory.publish(unfinished, file);
      return new TelemetryPart(file.getName(), table.rows().size(), bytes, sha256);
    } catch (IOException e) {
      directory.deleteQuietly(unfinished, e);
      throw e;
    }
  }

  /** Returns the rows of the profile of an attempt as texts, null where there is no value. */
  public List<List<String>> readProfile(String experiment, TelemetryPart file) throws IOException {
    Path path = new Path(directory.partition(StudyStore.PROFILES, experiment), file.file());
    List<List<String>> rows = new ArrayList<>();
    try (ParquetTable table = ParquetTable.open(path, directory.files().getConf())) {
      for (List<String> row = table.next(); row != null; row = table.next()) {
        rows.add(row);
      }
    } catch (IOException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
    return rows;
  }

  /** Gives telemetry that was {@linkplain TelemetryParts#complete completed} its names. */
  public void publishTelemetry(String experiment, List<TelemetryPart> parts) throws IOException {
    for (TelemetryPart part : parts) {
      Path file = new Path(directory.partition(StudyStore.TELEMETRY, experiment), part.file());
      directory.publish(StudyDirectory.unfinished(file), file);
    }
  }

  /** Removes telemetry of an attempt that will have no record, published or not. */
  public void dropTelemetry(String experiment, List<TelemetryPart> parts) throws IOException {
    for (TelemetryPart part : parts) {
      Path file = new Path(directory.partition(StudyStore.TELEMETRY, experiment), part.file());
      directory.delete(file);
      directory.delete(StudyDirectory.unfinished(file));
    }
  }

  /**
   * Returns the directories that do not exist yet and that the telemetry of an experiment needs,
   * the lowest first: a writer that gives up removes them by {@link #dropDirectories}.
   */
  public List<String> missingDirectories(String experiment) throws IOException {
    return directory.missing(directory.partition(StudyStore.TELEMETRY, experiment)).stream()
        .map(Path::toString)
        .toList();
  }

  /** Removes directories in which nothing is left, each before the one that it is in. */
  public void dropDirectories(List<String> lowestFirst) throws IOException {
    for (String path : lowestFirst) {
      directory.deleteIfEmpty(new Path(path));
    }
  }
}
