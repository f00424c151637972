package dev.runvar.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a directory as a git revision has them.
 *
 * @param name of the revision as the user gave it, and its hash
 * @param directory that holds the files, until this process ends
 * @param submodules paths that {@code git archive} leaves out
 */
public record GitRevision(String name, Path directory, List<String> submodules) {

  private static final int SHORT_HASH = 10;

  public GitRevision {
    submodules = List.copyOf(submodules);
  }

  /**
   * Takes the files of a directory out of a revision.
   *
   * @throws IOException with a message in one line if there is no such revision
   */
  public static GitRevision read(String revision, Path directory) throws IOException {
    Path from = directory.toAbsolutePath();
    if (revision.startsWith("-")) {
      throw new FileSystemException(revision + " is no name of a revision");
    }
    List<String> inside = git(from, "rev-parse", "--is-inside-work-tree");
    if (!inside.equals(List.of("true"))) {
      throw new FileSystemException(from + " is not in a git repository");
    }
    List<String> commit = git(from, "rev-parse", "--verify", "--quiet", revision + "^{commit}");
    if (commit.isEmpty()) {
      throw new FileSystemException(
          "there is no revision %s; `git log --oneline` lists those that there are"
              .formatted(revision));
    }
    Path files = Files.createTempDirectory("runvar-git-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(files)));
    unpack(from, commit.get(0), files);
    List<String> submodules =
        git(from, "ls-tree", "-r", commit.get(0), ".").stream()
            .filter(line -> line.startsWith("160000 "))
            .map(line -> line.substring(line.indexOf('\t') + 1))
            .toList();
    return new GitRevision(
        "%s (%s)".formatted(revision, commit.get(0).substring(0, SHORT_HASH)), files, submodules);
  }

  /**
   * Returns the files of a directory that are not as the last commit has them, none outside of a
   * repository.
   */
  public static List<String> uncommitted(Path directory) throws IOException {
    return git(directory.toAbsolutePath(), "status", "--porcelain", "--untracked-files=no", ".")
        .stream()
        .map(line -> line.substring(Math.min(3, line.length())).strip())
        .toList();
  }

  /**
   * Refuses a revision that is not all there.
   *
   * @throws IOException if there are submodules
   */
  public void requireWhole() throws IOException {
    if (!submodules.isEmpty()) {
      throw new FileSystemException(
          "%s has the submodule %s, whose files git archive leaves out; name the program's own under files:"
              .formatted(name, submodules.get(0)));
    }
  }

  /**
   * Refuses a revision without a file.
   *
   * @param path relative to the directory
   * @throws IOException if it is not there
   */
  public void requireFile(String path) throws IOException {
    if (!Path.of(path).isAbsolute() && !Files.exists(directory.resolve(path))) {
      throw new FileSystemException("%s has no file %s".formatted(name, path));
    }
  }

  private static void unpack(Path from, String commit, Path to) throws IOException {
    ProcessBuilder archive =
        new ProcessBuilder("git", "archive", "--format=tar", commit)
            .directory(from.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    ProcessBuilder extract =
        new ProcessBuilder("tar", "-x", "-f", "-")
            .directory(to.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    for (Process process : ProcessBuilder.startPipeline(List.of(archive, extract))) {
      if (exitCode(process) != 0) {
        throw new FileSystemException("the files of %s cannot be unpacked".formatted(commit));
      }
    }
  }

  /** Returns the lines that git prints; none if it fails. */
  private static List<String> git(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return exitCode(process) == 0 ? output.lines().toList() : List.of();
  }

  private static int exitCode(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was at work", e);
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      // The system clears its temporary files itself.
    }
  }
}
