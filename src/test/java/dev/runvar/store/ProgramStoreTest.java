package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.program.Program;
import dev.runvar.program.ProgramReader;
import dev.runvar.store.ProgramStore.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramStoreTest {

  @TempDir private Path directory;
  private Path source;
  private Program program;

  @BeforeEach
  void readProgram() throws IOException {
    source = Files.createDirectories(directory.resolve("source")).resolve("run.sh");
    Files.writeString(source, "echo one");
    assertTrue(source.toFile().setExecutable(true));
    ProgramReader reader = new ProgramReader(source.getParent());
    reader.add("run.sh");
    program = reader.program(List.of("./run.sh"), null);
  }

  @Test
  void each_run_gets_what_was_saved_whatever_became_of_the_source() throws IOException {
    programs("a").save(program);
    Files.writeString(source, "echo two");
    Path copy = directory.resolve("copy");
    programs("a").copyTo(program, copy);
    assertEquals("echo one", Files.readString(copy.resolve("run.sh")));
    assertTrue(Files.isExecutable(copy.resolve("run.sh")));
    // That it is saved already is no reason to look at the source again.
    programs("a").save(program);
  }

  @Test
  void a_source_that_changes_between_reading_and_saving_is_refused() throws IOException {
    Files.writeString(source, "echo two");
    ProgramException refused =
        assertThrows(ProgramException.class, () -> programs("a").save(program));
    assertTrue(refused.getMessage().startsWith(source + " has changed"), refused.getMessage());
    assertThrows(
        ProgramException.class, () -> programs("a").copyTo(program, directory.resolve("copy")));
  }

  @Test
  void a_source_that_grows_without_end_is_not_read_to_its_end() throws IOException {
    Files.delete(source);
    Files.createSymbolicLink(source, Path.of("/dev/zero"));
    assertThrows(ProgramException.class, () -> programs("a").save(program));
  }

  @Test
  void a_stored_file_that_was_changed_is_never_executed() throws IOException {
    programs("a").save(program);
    try (Stream<Path> files = Files.walk(directory.resolve("a/programs"))) {
      Path stored =
          files
              .filter(f -> f.toString().contains("/files/") && Files.isRegularFile(f))
              .findFirst()
              .orElseThrow();
      Files.writeString(stored, "echo bad");
    }
    ProgramException refused =
        assertThrows(
            ProgramException.class, () -> programs("a").copyTo(program, directory.resolve("copy")));
    assertTrue(refused.getMessage().contains("has changed"), refused.getMessage());
  }

  @Test
  void a_program_moves_from_study_to_study_without_its_source() throws IOException {
    programs("a").save(program);
    Files.delete(source);
    programs("b").saveFrom(programs("a"), program);
    programs("b").copyTo(program, directory.resolve("copy"));
    assertEquals("echo one", Files.readString(directory.resolve("copy/run.sh")));
  }

  private ProgramStore programs(String study) {
    return Workspace.open(directory.toString()).study(study).programs();
  }
}
