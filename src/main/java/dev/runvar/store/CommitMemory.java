package dev.runvar.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * Which runs of a study were ever committed, so that it can be seen when one is gone. Who changes
 * it does so while nobody else changes the study.
 */
final class CommitMemory {

  private static final String FILE = "committed.json";

  private record CommittedRuns(Set<String> runIds) {

    CommittedRuns {
      runIds = Set.copyOf(runIds);
    }
  }

  private final StudyDirectory directory;
  private final Path file;

  CommitMemory(StudyDirectory directory) {
    this.directory = directory;
    file = directory.path(FILE);
  }

  /** Returns where it is. */
  @Override
  public String toString() {
    return file.toString();
  }

  /** Remembers that no run was committed, unless something is remembered already. */
  void begin() throws IOException {
    if (!exists()) {
      write(Set.of());
    }
  }

  /** Returns whether there is a list of the runs that were committed, be it empty. */
  boolean exists() throws IOException {
    return directory.files().exists(file);
  }

  /** Remembers that runs were committed. A list that somebody changed stays for verify to see. */
  void add(Set<String> runIds) throws IOException {
    Optional<Set<String>> before = runs();
    if (before.isPresent()) {
      Set<String> all = new TreeSet<>(before.get());
      if (all.addAll(runIds) || !exists()) {
        write(all);
      }
    }
  }

  private void write(Set<String> runIds) throws IOException {
    directory.write(file, SealedJson.of(Json.LINES, new CommittedRuns(runIds)));
  }

  /** Returns the runs that were committed once; nothing if what says so was changed. */
  Optional<Set<String>> runs() {
    try {
      byte[] text = directory.read(file);
      return SealedJson.isIntact(text)
          ? Optional.of(SealedJson.parse(text, CommittedRuns.class).runIds())
          : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.of(Set.of());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
