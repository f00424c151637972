package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked by somebody who has Java and nothing else of this project. */
class ReleaseArchiveIT {

  @TempDir private Path directory;

  private Path installation;
  private Path home;

  /** A path with a space, a symbolic link, an empty home. */
  @BeforeEach
  void unpack() throws Exception {
    Path place = Files.createDirectory(directory.resolve("my programs"));
    home = Files.createDirectory(directory.resolve("home"));
    assertEquals(0, run(List.of("tar", "-xzf", archive().toString(), "-C", place.toString())));
    try (Stream<Path> unpacked = Files.list(place)) {
      installation = unpacked.findFirst().orElseThrow();
    }
    Files.createSymbolicLink(directory.resolve("runvar"), installation.resolve("runvar"));
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
      return files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
  }

  private int run(List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("XDG_CACHE_HOME");
    // The launcher's directory of temporary files, once there is one.
    if (Files.isDirectory(directory.resolve("temporary"))) {
      builder
          .environment()
          .put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory.resolve("temporary"));
    }
    builder.directory(directory.toFile());
    Process process = builder.start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    return process.exitValue();
  }

  private int runvar(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(directory.resolve("runvar").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"), StandardCharsets.UTF_8);
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.sorted().toList();
    }
  }

  /** Names, sizes and times of what is below a directory. */
  private static List<String> states(Path below) throws IOException {
    List<String> states = new ArrayList<>();
    for (Path path : files(below)) {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      states.add("%s %d %s".formatted(path, found.size(), found.lastModifiedTime()));
    }
    return states;
  }

  @Test
  void it_starts_from_anywhere_and_says_which_build_it_is() throws Exception {
    List<Path> before = files(installation);
    assertEquals(0, runvar("--version"), output());
    assertTrue(
        output().matches("(?s).*runvar \\d\\S+, build [0-9a-f]{12}.*, Spark 4\\..*"), output());
    assertEquals(before, files(installation));
  }

  /** So that two builds of a commit, anywhere and under any umask, give the same bytes. */
  @Test
  void its_entries_have_a_time_an_owner_and_modes_of_their_own() throws Exception {
    Pattern entry = Pattern.compile("[-dl]rw[-x]r-[-x]r-[-x] 0/0 +\\d+ 2025-10-30 00:00 .*");
    assertEquals(0, run(List.of("tar", "--numeric-owner", "--utc", "-tvzf", archive().toString())));
    assertEquals(
        List.of(), output().lines().filter(line -> !entry.matcher(line).matches()).toList());
    try (ZipFile jar = ZipFile.builder().setPath(installation.resolve("target/runvar.jar")).get()) {
      Collections.list(jar.getEntries())
          .forEach(
              e -> assertEquals(e.isDirectory() ? 0755 : 0644, e.getUnixMode() & 0777, e::getName));
    }
  }

  @Tag("long")
  @Test
  void it_diagnoses_a_program_and_writes_to_the_workspace_and_the_cache_alone() throws Exception {
    // Root may write all the same: that nothing changes is compared as well.
    assertEquals(0, run(List.of("chmod", "-R", "a-w", installation.toString())));
    List<String> before = states(installation);
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    Path workspace = directory.resolve("work space");
    Path program = installation.resolve("examples/slow/ward.py");
    assertEquals(
        0,
        runvar(
            "diagnose",
            "--runs",
            "1",
            "--step",
            "ward:Ward.step",
            "--workspace",
            workspace.toString(),
            "--",
            "python3",
            program.toString()),
        output());
    assertTrue(output().contains("1 of 1 runs are OK"), output());
    assertTrue(Files.exists(workspace.resolve("diagnose-ward/report/index.html")), output());
    assertEquals(before, states(installation));
    assertEquals(List.of(temporary), files(temporary));
    try (Stream<Path> ofHome = Files.list(home)) {
      assertEquals(List.of(home.resolve(".cache")), ofHome.toList());
    }
    try (Stream<Path> made = Files.list(directory)) {
      assertEquals(
          List.of("home", "my programs", "output", "runvar", "temporary", "work space"),
          made.map(path -> path.getFileName().toString()).sorted().toList());
    }
    assertEquals(0, run(List.of("chmod", "-R", "u+w", installation.toString())));
  }
}
