package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisDirectoryTest {

  @TempDir private Path directory;
  private StudyStore store;

  @BeforeEach
  void open() {
    store = Workspace.open(directory.toString()).study("s");
  }

  @Test
  void an_analysis_appears_as_a_whole_in_place_of_the_one_before() throws IOException {
    publish("one");
    assertEquals("one", read());
    try (AnalysisDirectory next = store.newAnalysis()) {
      next.writeText("analysis.json", "two");
      assertEquals("one", read());
      next.publish("two");
    }
    assertEquals("two", read());
    assertEquals(List.of("analysis"), names());
  }

  @Test
  void one_that_is_not_published_leaves_nothing() throws IOException {
    publish("one");
    try (AnalysisDirectory next = store.newAnalysis()) {
      next.writeText("analysis.json", "two");
    }
    assertEquals("one", read());
    assertEquals(List.of("analysis"), names());
  }

  @Test
  void a_command_that_dies_within_the_switch_loses_neither_analysis() throws IOException {
    publish("one");
    Path study = directory.resolve("s");
    // As it is between the two renames.
    Files.move(study.resolve("analysis"), study.resolve("_analysis-0.previous"));
    assertEquals("one", read());
    Files.move(study.resolve("analysis"), study.resolve("_analysis-0.previous"));
    publish("two");
    Files.move(study.resolve("analysis"), study.resolve("_analysis-1"));
    assertEquals("two", read());
  }

  @Test
  void one_that_was_never_completed_is_not_taken() throws IOException {
    AnalysisDirectory torn = store.newAnalysis();
    torn.writeText("analysis.json", "torn");
    assertEquals(Optional.empty(), store.readText("analysis/analysis.json"));
  }

  @Test
  void an_analysis_is_whole_only_with_every_byte_and_for_what_it_was_made_of() throws IOException {
    publish("one");
    assertTrue(store.hasAnalysisOf("one"));
    assertFalse(store.hasAnalysisOf("two"));
    Path table = directory.resolve("s/analysis/table/part.parquet");
    byte[] bytes = Files.readAllBytes(table);
    Files.writeString(table, "TABLE");
    assertFalse(store.hasAnalysisOf("one"));
    Files.write(table, bytes);
    assertTrue(store.hasAnalysisOf("one"));
    Files.delete(table);
    assertFalse(store.hasAnalysisOf("one"));
  }

  @Test
  void whoever_publishes_at_once_leaves_one_whole_analysis() throws Exception {
    int commands = 8;
    ExecutorService threads = Executors.newFixedThreadPool(commands);
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      String name = "analysis " + i;
      work.add(
          () -> {
            for (int times = 0; times < 20; times++) {
              publish(name);
              assertTrue(read().startsWith("analysis "));
            }
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(work)) {
      done.get();
    }
    threads.shutdown();
    assertTrue(store.hasAnalysisOf(read()));
    assertEquals(List.of("analysis"), names());
  }

  private void publish(String text) throws IOException {
    try (AnalysisDirectory analysis = store.newAnalysis()) {
      analysis.writeText("table/part.parquet", "table");
      analysis.writeText("analysis.json", text);
      analysis.publish(text);
    }
  }

  /** A reader that comes within a switch sees the analysis a moment later. */
  private String read() throws IOException {
    for (int i = 0; i < 100; i++) {
      Optional<String> text = store.readText("analysis/analysis.json");
      if (text.isPresent()) {
        return text.get();
      }
    }
    throw new IOException("no analysis");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("s"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
