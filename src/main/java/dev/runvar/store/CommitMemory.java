package dev.runvar.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * Remembers which runs of a study were ever committed, so that a missing one is noticed. Callers
 * that change it must hold the study's lock.
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

  /** Returns whether there is a list of committed runs, even an empty one. */
  boolean exists() throws IOException {
    return directory.files().exists(file);
  }

  /**
   * Remembers that runs were committed. A list that was tampered with stays, for verify to report.
   */
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

  /** Returns the runs that were ever committed; empty if the list was tampered with. */
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
