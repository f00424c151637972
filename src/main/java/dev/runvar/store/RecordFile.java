package dev.runvar.store;

import dev.runvar.store.StudySnapshot.Damage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The records of attempts that were committed together, one to a line. The file is named after the
 * first record and, if there are more, after their number, so that a truncated file is noticed.
 *
 * @param first run and attempt of the first record, as in {@code run-attempt}
 * @param records how many there must be
 * @param file its name, size and time
 */
record RecordFile(String first, int records, FileStatus file) {

  private static final Pattern NAME =
      Pattern.compile("([0-9A-Za-z]+-[0-9A-Za-z]+)(?:-([1-9][0-9]{0,8}))?\\.json");

  /** The beginning of each record, whose fields are always in this order. */
  private static final Pattern RUN = Pattern.compile("\\{\"schema\":\\d+,\"runId\":\"(\\w+)\"");

  /**
   * The content of a file of records.
   *
   * @param whole the undamaged records, in their order
   * @param damage one line for each damaged record, without the name of the file
   */
  record Contents(List<RunRecord> whole, List<Damage> damage) {

    Contents {
      whole = List.copyOf(whole);
      damage = List.copyOf(damage);
    }
  }

  /** Returns a file of records; empty if the file's name is not that of one. */
  static Optional<RecordFile> of(FileStatus file) {
    Matcher name = NAME.matcher(file.getPath().getName());
    return file.isFile() && name.matches()
        ? Optional.of(
            new RecordFile(
                name.group(1), name.group(2) == null ? 1 : Integer.parseInt(name.group(2)), file))
        : Optional.empty();
  }

  /** Writes records as one file, so that readers see all of them from the same moment on. */
  static void write(StudyDirectory directory, List<RunRecord> records) throws IOException {
    RunRecord first = records.get(0);
    String count = records.size() == 1 ? "" : "-" + records.size();
    directory.write(
        new Path(
            directory.partition(StudyStore.RUNS, first.experiment()),
            attempt(first) + count + ".json"),
        out -> {
          out.write(SealedJson.of(Json.LINES, first));
          for (RunRecord record : records.subList(1, records.size())) {
            out.write('\n');
            out.write(SealedJson.of(Json.LINES, record));
          }
        });
  }

  /** Returns run and attempt of a record, as in {@code run-attempt}. */
  static String attempt(RunRecord record) {
    return record.runId() + "-" + record.attempt();
  }

  Path path() {
    return file.getPath();
  }

  /** Returns the run that this file is named by. */
  String firstRunId() {
    return StudyStore.runId(first);
  }

  /**
   * Returns what to do about damage of this file or of telemetry that it names.
   *
   * @param named the name of this file in the message
   */
  String remedy(Object named) {
    return records == 1
        ? "remove %s to have the run done again".formatted(named)
        : "remove %s to have its %d runs done again".formatted(named, records);
  }

  /** Reads the records; none if the file was removed since its directory was listed. */
  Contents read(StudyDirectory directory) {
    List<RunRecord> whole = new ArrayList<>();
    List<Damage> damage = new ArrayList<>();
    try {
      byte[] text = directory.read(path());
      List<byte[]> lines = records == 1 ? List.of(text) : lines(text);
      for (byte[] line : lines) {
        try {
          whole.add(record(line, line == lines.get(0)));
        } catch (IOException e) {
          String runId = line == lines.get(0) ? firstRunId() : runId(line);
          damage.add(new Damage(runId, StudyDirectory.firstLine(e)));
        }
      }
      if (lines.size() != records) {
        damage.add(
            new Damage(
                firstRunId(), "it has %d records instead of %d".formatted(lines.size(), records)));
      }
    } catch (FileNotFoundException e) {
      return new Contents(List.of(), List.of());
    } catch (IOException e) {
      damage.add(new Damage(firstRunId(), StudyDirectory.firstLine(e)));
    }
    return new Contents(whole, damage);
  }

  private static List<byte[]> lines(byte[] text) {
    List<byte[]> lines = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(Arrays.copyOfRange(text, begin, i));
        begin = i + 1;
      }
    }
    lines.add(Arrays.copyOfRange(text, begin, text.length));
    return lines;
  }

  private RunRecord record(byte[] line, boolean isFirst) throws IOException {
    if (!SealedJson.isIntact(line)) {
      throw new IOException("changed since it was written");
    }
    RunRecord record = SealedJson.parse(line, RunRecord.class);
    if (isFirst && !attempt(record).equals(first)) {
      throw new IOException("the record of another run, " + attempt(record));
    }
    return record;
  }

  /** Returns the run of a line; if the line does not name one, the run in the file's name. */
  private String runId(byte[] line) {
    Matcher run = RUN.matcher(new String(line, StandardCharsets.ISO_8859_1));
    return run.lookingAt() ? run.group(1) : firstRunId();
  }
}
