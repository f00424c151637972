package dev.runvar.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevisionTest {

  @TempDir private Path directory;

  private void git(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=x", "-c", "user.email=x@example.org"));
    command.addAll(List.of("-c", "protocol.file.allow=always"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor(), String.join(" ", command));
  }

  @BeforeEach
  void commit() throws Exception {
    git("init", "-q");
    Files.writeString(directory.resolve("model.py"), "old\n");
    git("add", ".");
    git("commit", "-qm", "first");
    git("tag", "v1");
    Files.writeString(directory.resolve("model.py"), "new\n");
  }

  @Test
  void files_are_as_the_revision_has_them() throws IOException {
    GitRevision revision = GitRevision.read("v1", directory);
    assertEquals("old\n", Files.readString(revision.directory().resolve("model.py")));
    assertTrue(revision.name().matches("v1 \\([0-9a-f]{10}\\)"), revision.name());
    assertEquals(List.of("model.py"), GitRevision.uncommitted(directory));
  }

  @Test
  void a_missing_revision_and_a_missing_file_are_named() throws IOException {
    assertTrue(
        assertThrows(IOException.class, () -> GitRevision.read("v2", directory))
            .getMessage()
            .startsWith("there is no revision v2;"));
    GitRevision revision = GitRevision.read("v1", directory);
    assertTrue(
        assertThrows(IOException.class, () -> revision.requireFile("later.py"))
            .getMessage()
            .endsWith("has no file later.py"));
  }

  @Test
  void a_directory_without_git_is_named(@TempDir Path other) {
    assertTrue(
        assertThrows(IOException.class, () -> GitRevision.read("v1", other))
            .getMessage()
            .endsWith("is not in a git repository"));
  }

  @Test
  void a_submodule_is_named() throws Exception {
    git("commit", "-qam", "second");
    git("submodule", "--quiet", "add", directory.toString(), "part");
    git("commit", "-qm", "third");
    GitRevision revision = GitRevision.read("HEAD", directory);
    assertTrue(
        assertThrows(IOException.class, revision::requireWhole)
            .getMessage()
            .contains("has the submodule part,"));
  }
}
