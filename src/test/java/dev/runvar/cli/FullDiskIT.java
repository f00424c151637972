package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace on a real disk of a megabyte, mounted in a name space of the test's own (Linux). */
class FullDiskIT {

  private static final String STUDY =
      """
      study: disk
      cycles: 3000
      replications: 20
      seed: 3
      isolation: thread
      fixed: {max_agents: 10, warmup: 0s}
      experiments:
        only: {}
      """;

  /** What is on the disk goes with the name space: it is copied at the end. */
  private static final String SCRIPT =
      """
      mount -t tmpfs -o size=1m none "$DISK"
      %1$s; echo "full: $?"
      mount -o remount,size=100m "$DISK"
      %1$s; echo "room: $?"
      mount -o remount,ro "$DISK"
      %1$s; echo "read-only: $?"
      %2$s; echo "another: $?"
      cp -r "$DISK" "$COPY"
      """;

  @TempDir private Path directory;

  @Test
  @Tag("long")
  void a_study_goes_on_when_there_is_room_again_and_a_read_only_workspace_is_refused()
      throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Path copy = directory.resolve("copy");
    Path study = Files.writeString(directory.resolve("study.yaml"), STUDY);
    Path other = Files.writeString(directory.resolve("other.yaml"), STUDY.replace("disk", "other"));
    String script = SCRIPT.formatted(simulate(study, disk), simulate(other, disk));
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "--map-root-user", "--mount", "sh", "-c", script)
            .redirectErrorStream(true);
    builder.environment().put("DISK", disk.toString());
    builder.environment().put("COPY", copy.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);

    String full = output.substring(0, output.indexOf("full: "));
    String uri = "file:" + disk;
    String allowed =
        "; make room, or let it be written: what was finished is kept, and the same command goes on";
    assertTrue(
        full.contains(
            "runvar: Cannot write the workspace: "
                + uri
                + "/disk: No space left on device"
                + allowed),
        output);
    assertTrue(output.contains("full: 2\n"), output);
    assertTrue(output.contains("room: 0\n"), output);
    List<Integer> toDo = toDo(output);
    assertEquals(2, toDo.size(), output);
    assertEquals(20, toDo.get(0));
    assertTrue(toDo.get(1) > 0 && toDo.get(1) < 20, "kept from before: " + toDo);
    assertEquals(
        2,
        output
            .lines()
            .filter(line -> line.startsWith("runvar: Cannot write the workspace: "))
            .filter(line -> line.contains("Read-only file system"))
            .count(),
        output);
    assertTrue(output.contains("read-only: 2\n"), output);
    assertTrue(output.contains("another: 2\n"), output);

    StudyStore store = Workspace.open(copy.toString()).study("disk");
    assertEquals(20, store.committedAttempts().size());
    assertEquals(
        List.of(3000L), store.records().stream().map(RunRecord::cycles).distinct().toList());
  }

  @Test
  void an_analysis_names_the_disk_that_is_full_when_it_is_that_of_temporary_files()
      throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Path workspace = directory.resolve("workspace");
    Path study =
        Files.writeString(
            directory.resolve("study.yaml"),
            STUDY
                .replace("cycles: 3000", "cycles: 100")
                .replace("replications: 20", "replications: 4"));
    String script =
        """
        mount -t tmpfs -o size=64k none "$SPARK_LOCAL_DIRS"
        %s && %s; echo "full: $?"
        """
            .formatted(
                simulate(study, workspace),
                command(workspace, "analyze", study.toString(), "--master", "local[2]"));
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "--map-root-user", "--mount", "sh", "-c", script)
            .redirectErrorStream(true);
    builder.environment().put("SPARK_LOCAL_DIRS", disk.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(
        output.endsWith(
            "runvar: Cannot write temporary files of Spark: %s: No space left on device; give a directory that has room and can be written, such as with SPARK_LOCAL_DIRS=DIR\nfull: 2\n"
                .formatted(disk)),
        output);
    assertTrue(output.lines().noneMatch(line -> line.startsWith("\tat ")), output);
  }

  /** A study is simulated and analysed; then the disk is filled, and made read-only. */
  private static final String FULL_AFTER_ANALYSIS =
      """
      mount -t tmpfs -o size=20m none "$DISK"
      %1$s; echo "run: $?"
      cp -r "$DISK/disk/analysis" "$COPY"
      dd if=/dev/zero of="$DISK/filler" bs=64k status=none || true
      %2$s; echo "full analyze: $?"
      %3$s; echo "full report: $?"
      %4$s; echo "full status: $?"
      diff -r "$DISK/disk/analysis" "$COPY" && echo "analysis is whole"
      rm "$DISK/filler"
      mount -o remount,ro "$DISK"
      %2$s; echo "read-only analyze: $?"
      %3$s; echo "read-only report: $?"
      %4$s; echo "read-only status: $?"
      mount -o remount,rw "$DISK"
      %2$s; echo "room analyze: $?"
      ls -A "$DISK/disk" | grep -c '^_analysis' || true
      """;

  @Test
  @Tag("long")
  void an_analysis_stays_whole_on_a_full_and_on_a_read_only_disk() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Path study =
        Files.writeString(
            directory.resolve("study.yaml"),
            STUDY
                .replace("cycles: 3000", "cycles: 20")
                .replace("replications: 20", "replications: 2"));
    String script =
        FULL_AFTER_ANALYSIS.formatted(
            command(disk, "run", study.toString()),
            command(disk, "analyze", "disk"),
            command(disk, "report", "disk"),
            command(disk, "status", "disk"));
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "--map-root-user", "--mount", "sh", "-c", script)
            .redirectErrorStream(true);
    builder.environment().put("DISK", disk.toString());
    builder.environment().put("COPY", directory.resolve("copy").toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    for (String line :
        List.of(
            "run: 0",
            "full analyze: 2",
            "full report: 2",
            "full status: 0",
            "analysis is whole",
            "read-only analyze: 2",
            "read-only report: 2",
            "read-only status: 0",
            "room analyze: 0")) {
      assertTrue(output.contains(line + "\n"), line + ": " + output);
    }
    assertTrue(output.endsWith("\n0\n"), "left behind: " + output);
    List<String> mistakes = output.lines().filter(line -> line.startsWith("runvar: ")).toList();
    assertEquals(4, mistakes.size(), output);
    for (String mistake : mistakes.subList(0, 2)) {
      assertTrue(mistake.contains("No space left on device"), mistake);
      assertTrue(mistake.contains(disk.toString()), mistake);
    }
    for (String mistake : mistakes.subList(2, 4)) {
      assertTrue(mistake.contains("Read-only file system"), mistake);
    }
  }

  /** Returns how many runs each simulation found to do. */
  private static List<Integer> toDo(String output) {
    return output
        .lines()
        .filter(line -> line.endsWith(" of 20 runs to do"))
        .map(line -> Integer.parseInt(line.replaceAll("disk: (\\d+) of.*", "$1")))
        .toList();
  }

  private static String simulate(Path study, Path workspace) {
    return command(workspace, "simulate", study.toString(), "--master", "local[2]");
  }

  private static String command(Path workspace, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--workspace", workspace.toString()));
    return RunvarProcess.command(all.toArray(String[]::new)).stream()
        .map(argument -> "'" + argument + "'")
        .collect(Collectors.joining(" "));
  }
}
