package dev.runvar.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

  private static final List<String> COMMAND = List.of("python3", "model/run.py");

  @TempDir private Path directory;

  @Test
  void a_program_is_the_same_wherever_it_is() throws IOException {
    Path here = project("here", "print(1)");
    Path there = project("there", "print(1)");
    Program program = read(here, "model/run.py");
    assertEquals(program.hash(), read(there, "model/run.py").hash());
    assertEquals(program.hash(), read(here, "./model/../model/run.py").hash());
    assertNotEquals(program.hash(), read(project("new", "print(2)"), "model/run.py").hash());
  }

  @Test
  void command_progress_paths_and_permissions_belong_to_a_program() throws IOException {
    Path here = project("here", "print(1)");
    String before = read(here, "model/run.py").hash();
    ProgramReader reader = new ProgramReader(here);
    reader.add("model/run.py");
    assertNotEquals(before, reader.program(List.of("python3", "-O", "model/run.py"), null).hash());
    assertNotEquals(before, reader.program(COMMAND, "^step").hash());
    assertTrue(here.resolve("model/run.py").toFile().setExecutable(true));
    assertNotEquals(before, read(here, "model/run.py").hash());
  }

  @Test
  void two_files_that_change_places_are_another_program() throws IOException {
    Path here = project("here", "print(1)");
    Files.writeString(here.resolve("a.py"), "a");
    Files.writeString(here.resolve("b.py"), "b");
    String before = read(here, "a.py", "b.py").hash();
    Files.writeString(here.resolve("a.py"), "b");
    Files.writeString(here.resolve("b.py"), "a");
    assertNotEquals(before, read(here, "a.py", "b.py").hash());
  }

  @Test
  void a_directory_stands_for_its_files_without_what_is_hidden_or_compiled() throws IOException {
    Path here = project("here", "print(1)");
    Files.createDirectories(here.resolve("model/__pycache__"));
    Files.writeString(here.resolve("model/__pycache__/run.pyc"), "x");
    Files.writeString(here.resolve("model/.secret"), "x");
    Files.createDirectories(here.resolve("model/deep"));
    Files.writeString(here.resolve("model/deep/data.csv"), "1");
    assertEquals(List.of("model/deep/data.csv", "model/run.py"), paths(read(here, "model")));
  }

  @Test
  void links_to_directories_are_followed_and_a_directory_without_files_is_refused()
      throws IOException {
    Path here = project("here", "print(1)");
    Files.createSymbolicLink(here.resolve("link"), here.resolve("model"));
    assertEquals(List.of("link/run.py", "model/run.py"), paths(read(here, "link")));
    Files.createDirectories(here.resolve("empty"));
    assertThrows(IOException.class, () -> read(here, "empty"));
    Files.createSymbolicLink(here.resolve("model/loop"), here.resolve("model"));
    assertThrows(IOException.class, () -> read(here, "model"));
  }

  @Test
  void an_absolute_path_that_is_not_listed_is_checked_in_its_place() throws IOException {
    Path here = project("here", "print(1)");
    String absolute = Files.writeString(directory.resolve("tool.py"), "x").toString();
    ProgramReader reader = new ProgramReader(here);
    reader.add("model/run.py");
    Program program = reader.program(List.of("/bin/sh", absolute, "model/run.py"), null);
    assertEquals(List.of("model/run.py"), paths(program));
    assertEquals(List.of(absolute), program.inPlace().stream().map(ProgramFile::path).toList());
  }

  @Test
  void a_file_that_the_command_names_is_of_the_program_too() throws IOException {
    Path here = project("here", "print(1)");
    Files.writeString(here.resolve("data.csv"), "1");
    ProgramReader reader = new ProgramReader(here);
    reader.add("model/run.py");
    Program listed = reader.program(List.of("python3", "model/run.py", "data.csv"), null);
    assertEquals(List.of("data.csv", "model/run.py"), paths(listed));
    assertEquals(List.of(), listed.inPlace());
  }

  @Test
  void a_program_without_files_knows_the_files_of_its_command_in_their_place() throws IOException {
    Path here = project("here", "print(1)");
    Program program = new ProgramReader(here).program(COMMAND, null);
    assertFalse(program.isCopied());
    assertEquals(
        List.of("model/run.py"), program.inPlace().stream().map(ProgramFile::path).toList());
    Program changed = new ProgramReader(project("new", "print(2)")).program(COMMAND, null);
    assertNotEquals(program.hash(), changed.hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "none.py", "a\0b"})
  void what_is_no_file_is_refused_in_one_line(String file) throws IOException {
    ProgramReader reader = new ProgramReader(project("here", "print(1)"));
    IOException refused = assertThrows(IOException.class, () -> reader.add(file));
    assertEquals(1, refused.getMessage().lines().count());
  }

  @Test
  void a_file_that_is_too_large_is_refused_before_it_is_read() throws IOException {
    Path here = project("here", "print(1)");
    try (var file = new java.io.RandomAccessFile(here.resolve("big").toFile(), "rw")) {
      file.setLength(ProgramReader.MOST_BYTES + 1);
    }
    ProgramReader reader = new ProgramReader(here);
    IOException refused = assertThrows(IOException.class, () -> reader.add("big"));
    assertTrue(refused.getMessage().contains("268,435,457 bytes"), refused.getMessage());
  }

  @Test
  void files_above_the_directory_keep_their_relative_paths_in_a_copy() throws IOException {
    Path here = project("here", "print(1)");
    Files.createDirectories(directory.resolve("lib"));
    Files.writeString(directory.resolve("lib/tool.py"), "x");
    Program program = read(here, "model/run.py", "../lib/tool.py");
    Path root = directory.resolve("copy");
    Path start = program.workingDirectory(root);
    ProgramFile tool = program.files().get(0);
    assertEquals("../lib/tool.py", tool.path());
    assertEquals(start.resolve("../lib/tool.py").normalize(), program.placeOf(tool, root));
    assertTrue(program.placeOf(tool, root).startsWith(root));
  }

  @Test
  void an_absolute_path_in_the_command_names_the_copy() throws IOException {
    Path here = project("here", "print(1)");
    String path = here.resolve("model/run.py").toString();
    ProgramReader reader = new ProgramReader(directory);
    reader.add(path);
    Program program =
        reader.program(List.of("sh", "-c", "python3 " + path + "; ls " + path + "x"), null);
    Path root = directory.resolve("copy");
    String copy = program.placeOf(program.files().get(0), root).toString();
    assertTrue(copy.startsWith(root.toString()));
    assertEquals("python3 " + copy + "; ls " + path + "x", program.commandIn(root).get(2));
  }

  @Test
  void a_path_that_leaves_the_copy_is_refused() {
    ProgramFile file = new ProgramFile("a/../../../x", false, 1, "0".repeat(64));
    Program program = new Program(COMMAND, null, "/", List.of(file), List.of());
    assertThrows(
        IllegalArgumentException.class, () -> program.placeOf(file, Path.of("/copy/root")));
  }

  private Path project(String name, String code) throws IOException {
    Path project = directory.resolve(name);
    Files.createDirectories(project.resolve("model"));
    Files.writeString(project.resolve("model/run.py"), code);
    return project;
  }

  private static Program read(Path from, String... files) throws IOException {
    ProgramReader reader = new ProgramReader(from);
    for (String file : files) {
      reader.add(file);
    }
    return reader.program(COMMAND, null);
  }

  private static List<String> paths(Program program) {
    return program.files().stream().map(ProgramFile::path).toList();
  }
}
