package dev.runvar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.store.WorkspaceException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkFailureTest {

  @TempDir private Path directory;
  private final SparkConf conf = new SparkConf(false).setMaster("local[2]");

  @Test
  void a_file_that_cannot_be_read_is_named() {
    String file = "file:/my%20data/s/telemetry/experiment=a/0-1.parquet".replace("%20", " ");
    assertEquals(
        "Cannot read %s: the file is damaged, or is not a Parquet file; it is not as it was written, and runvar verify names all such files"
            .formatted(file),
        explained(
            "Job aborted: java.io.UncheckedIOException: Cannot read or write the workspace: file:/my data/s: "
                + file
                + " is not a Parquet file. Expected magic number"));
    assertTrue(
        explained("[FAILED_READ_FILE.FILE_NOT_EXIST] while reading file %s.".formatted(file))
            .startsWith("Cannot read " + file + ": the file is missing; "));
  }

  @Test
  void the_place_without_room_is_named() {
    Path temporary = directory.resolve("tmp");
    conf.set("spark.local.dir", temporary.toString());
    String full = "java.io.IOException: %s: No space left on device";
    assertTrue(
        explained(full.formatted(temporary + "/blockmgr-1/temp_shuffle_2"))
            .startsWith(
                "Cannot write temporary files of Spark: %s: No space left on device; "
                    .formatted(temporary)));
    RuntimeException workspace =
        SparkFailure.explained(
            new SparkException(full.formatted(directory.resolve("s") + "/_x")), store(), conf);
    assertInstanceOf(WorkspaceException.class, workspace);
    assertTrue(workspace.getMessage().startsWith("Cannot write the workspace: "));
  }

  @Test
  void a_full_heap_names_the_setting_unless_it_is_that_of_an_executor_elsewhere() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    assertTrue(SparkFailure.isHeapFull(full));
    assertTrue(SparkFailure.isHeapFull(new IllegalStateException(full)));
    assertFalse(SparkFailure.isHeapFull(new OutOfMemoryError("unable to create native thread")));
    SparkException ofTask = new SparkException("Lost task: " + full, full);
    assertFalse(SparkFailure.isHeapFull(ofTask));
    assertTrue(SparkFailure.explained(ofTask, store(), conf).getMessage().contains("RUNVAR_HEAP="));
    conf.setMaster("spark://host:7077");
    assertInstanceOf(IllegalStateException.class, SparkFailure.explained(ofTask, store(), conf));
  }

  @Test
  void what_the_user_cannot_mend_stays_as_it_is() {
    RuntimeException bug = new IllegalArgumentException("a bug");
    assertSame(bug, SparkFailure.explained(bug, store(), conf));
    RuntimeException known = new SparkJobException("one line");
    assertSame(known, SparkFailure.explained(known, store(), conf));
  }

  @Test
  void a_spark_that_does_not_start_says_why_in_one_line() {
    SparkConf yarn = new SparkConf(false).setMaster("yarn");
    assertEquals(
        "Cannot start Spark on yarn: no configuration; give a master that this Spark and its settings can reach, or none for this machine",
        SparkFailure.notStarted(
                yarn, new SparkException("outer", new IOException("no configuration.\nat x")))
            .getMessage());
  }

  private String explained(String message) {
    return SparkFailure.explained(new SparkException(message), store(), conf).getMessage();
  }

  private StudyStore store() {
    return Workspace.open(directory.toString()).study("s");
  }
}
