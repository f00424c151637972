package dev.runvar.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Compares files byte for byte with their records, and each file only once. */
final class TelemetryCheck {

  private final StudyDirectory directory;
  private final Map<Path, Optional<String>> compared = new HashMap<>();
  private long bytes;

  TelemetryCheck(StudyDirectory directory) {
    this.directory = directory;
  }

  /** Returns how many files were compared. */
  int files() {
    return compared.size();
  }

  /** Returns the total size of the compared files, according to the records. */
  long bytes() {
    return bytes;
  }

  /** Returns the first thing that is wrong with the telemetry of a record. */
  Optional<String> problem(RunRecord record) {
    Path partition = directory.partition(StudyStore.TELEMETRY, record.experiment());
    for (TelemetryPart part : record.telemetry()) {
      Path file = new Path(partition, part.file());
      Optional<String> what = difference(file, part);
      if (what.isPresent()) {
        return Optional.of("the telemetry file %s: %s".formatted(file, what.get()));
      }
    }
    return Optional.empty();
  }

  /** Returns what is wrong with a file. */
  Optional<String> difference(Path file, TelemetryPart part) {
    return compared.computeIfAbsent(
        file,
        unseen -> {
          bytes += part.bytes();
          return compare(file, part);
        });
  }

  private Optional<String> compare(Path file, TelemetryPart part) {
    try {
      long there = directory.files().getFileStatus(file).getLen();
      if (there != part.bytes()) {
        return Optional.of("%d bytes instead of %d".formatted(there, part.bytes()));
      }
      return directory.sha256(file).equals(part.sha256())
          ? Optional.empty()
          : Optional.of("changed since it was written");
    } catch (FileNotFoundException e) {
      return Optional.of("missing");
    } catch (IOException e) {
      return Optional.of("cannot be read: " + StudyDirectory.firstLine(e));
    }
  }
}
