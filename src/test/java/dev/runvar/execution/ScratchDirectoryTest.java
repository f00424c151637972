package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTest {

  @TempDir private Path temporary;

  /** Prepares a run, and takes long for it. */
  static final class Preparation {

    private Preparation() {}

    public static void main(String[] arguments) throws Exception {
      ScratchDirectory scratch = ScratchDirectory.create("slow");
      Files.createDirectory(ScratchDirectory.profileOf(scratch.path()));
      Files.writeString(scratch.path().resolve("program.py"), "step()");
      System.out.println("prepares");
      Thread.sleep(60_000);
    }
  }

  @Test
  void is_removed_when_the_program_is_asked_to_end_before_the_run_has_a_watch() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Preparation.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = program.inputReader()) {
      assertEquals("prepares", output.readLine());
      assertEquals(2, left().size());
      program.destroy();
      assertTrue(program.waitFor(30, TimeUnit.SECONDS));
    } finally {
      program.destroyForcibly();
    }
    assertEquals(List.of(), left());
  }

  private List<Path> left() throws Exception {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(path -> path.getFileName().toString().startsWith("runvar-")).toList();
    }
  }
}
