package dev.runvar.store;

import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * A file of telemetry that is written under a name that readers ignore, until {@link #publish}
 * gives it its own name.
 *
 * <p>Every method reports the first error of the file system, even if Parquet converted it.
 */
final class TelemetryFile implements AutoCloseable {

  /** Small, so that a run of any length needs little memory to write. */
  private static final long ROW_GROUP_BYTES = 4 << 20;

  /** A column with more distinct values is stored without a dictionary, which is faster. */
  private static final int DICTIONARY_BYTES = 16 << 10;

  private static final String KEY = ".key_value.key";

  private final StudyDirectory directory;
  private final Path unfinished;
  private final Path file;
  private final DigestedOutputFile output;
  private final CycleRowWriteSupport support;
  private final ParquetWriter<CycleRow> writer;
  private long rows;
  private boolean closed;

  TelemetryFile(StudyDirectory directory, Path file, String runId) throws IOException {
    this.directory = directory;
    this.file = file;
    unfinished = StudyDirectory.unfinished(file);
    output = new DigestedOutputFile(directory, unfinished);
    support = new CycleRowWriteSupport(runId);
    try {
      writer =
          new Builder(output, support)
              .withConf(directory.files().getConf())
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .withRowGroupSize(ROW_GROUP_BYTES)
              .withDictionaryPageSize(DICTIONARY_BYTES)
              .withSizeStatisticsEnabled(false)
              .withStatisticsEnabled(TelemetrySchema.PHASES + KEY, false)
              .withStatisticsEnabled(TelemetrySchema.GAUGES + KEY, false)
              .withWriteMode(ParquetFileWriter.Mode.CREATE)
              .build();
    } catch (IOException e) {
      throw givenUp(output.cause(e));
    } catch (RuntimeException e) {
      throw givenUp(output.cause(e));
    }
  }

  /** Sets the run that the following rows belong to. */
  void beginRun(String runId) {
    support.beginRun(runId);
  }

  void write(CycleRow row) throws IOException {
    try {
      writer.write(row);
    } catch (IOException e) {
      throw output.cause(e);
    } catch (RuntimeException e) {
      throw output.cause(e);
    }
    rows++;
  }

  long rows() {
    return rows;
  }

  /** Completes the file, which readers still ignore, and returns its entry for the run record. */
  TelemetryPart complete() throws IOException {
    closed = true;
    try {
      writer.close();
      output.requireNoError();
    } catch (IOException e) {
      throw givenUp(output.cause(e));
    } catch (RuntimeException e) {
      throw givenUp(output.cause(e));
    }
    return new TelemetryPart(file.getName(), rows, output.bytes(), output.sha256());
  }

  /** Gives the complete file its name. */
  void publish() throws IOException {
    try {
      directory.publish(unfinished, file);
    } catch (IOException e) {
      throw givenUp(e);
    }
  }

  /** Drops the file unless it was completed. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        writer.close();
      } catch (IOException | RuntimeException e) {
        // The file is dropped anyway, and its writer has already seen the first error.
        output.abandon();
      }
      directory.delete(unfinished);
    }
  }

  private IOException givenUp(IOException error) {
    output.abandon();
    directory.deleteQuietly(unfinished, error);
    return error;
  }

  private static final class Builder extends ParquetWriter.Builder<CycleRow, Builder> {

    private final CycleRowWriteSupport support;

    Builder(OutputFile file, CycleRowWriteSupport support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Parquet still requires this deprecated overload, but calls the other one. */
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<CycleRow> getWriteSupport(
        org.apache.hadoop.conf.Configuration configuration) {
      return getWriteSupport((ParquetConfiguration) null);
    }

    @Override
    protected WriteSupport<CycleRow> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }
  }
}
