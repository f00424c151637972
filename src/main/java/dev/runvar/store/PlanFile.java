package dev.runvar.store;

import dev.runvar.study.RunSpec;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * The plan of a study as a file, one line per run. A large plan is never held in memory as text.
 */
final class PlanFile {

  private final StudyDirectory directory;
  private final Path path;

  PlanFile(StudyDirectory directory) {
    this.directory = directory;
    path = directory.path(StudyStore.PLAN);
  }

  Path path() {
    return path;
  }

  /** Returns whether the file holds exactly these runs; false if it cannot be read. */
  boolean holds(List<RunSpec> plan) {
    try (BufferedReader lines = open()) {
      for (RunSpec spec : plan) {
        if (!Json.LINES.writeValueAsString(spec).equals(lines.readLine())) {
          return false;
        }
      }
      return lines.read() < 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes the runs, replacing the previous ones. */
  void write(List<RunSpec> plan) throws IOException {
    directory.write(
        path,
        out -> {
          Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          for (RunSpec spec : plan) {
            lines.append(Json.LINES.writeValueAsString(spec)).append('\n');
          }
          lines.flush();
        });
  }

  /** Returns the ids of the runs that the file has. */
  Set<String> runIds() throws IOException {
    Set<String> ids = new HashSet<>();
    try (BufferedReader lines = open()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ids.add(Json.LINES.readTree(line).path("runId").asText());
      }
    }
    return ids;
  }

  private BufferedReader open() throws IOException {
    return new BufferedReader(
        new InputStreamReader(directory.files().open(path), StandardCharsets.UTF_8));
  }
}
