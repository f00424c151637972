package dev.runvar.execution;

import dev.runvar.program.Program;
import dev.runvar.program.ProgramFile;
import dev.runvar.store.ProgramStore;
import dev.runvar.store.ProgramStore.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes sure that each run executes the program that its study pins, and no later version of it.
 */
final class ProgramCopies {

  /** By this much a file is taken for unchanged without reading it again. */
  private record Stamp(long bytes, long modifiedMillis, Object key) {}

  private final ProgramStore programs;
  private final Program program;
  private final Map<String, Stamp> checked = new ConcurrentHashMap<>();

  ProgramCopies(ProgramStore programs, Program program) {
    this.programs = programs;
    this.program = program;
  }

  /**
   * Returns the directory in which a run starts, after the program was copied or checked.
   *
   * @param copy a new directory, for this run alone
   * @throws ProgramException if the program is not what the study pins
   * @throws RunStartException if this host has no room for a copy
   */
  Path prepare(Path copy) throws IOException {
    try {
      programs.copyTo(program, copy);
    } catch (ProgramException e) {
      throw e;
    } catch (IOException e) {
      throw new RunStartException(e);
    }
    if (program.directory() == null) {
      return program.workingDirectory(copy);
    }
    Path directory = Path.of(program.directory());
    for (ProgramFile file : program.inPlace()) {
      requireUnchanged(file, directory.resolve(file.path()));
    }
    return !program.isCopied() && Files.isDirectory(directory)
        ? directory
        : program.workingDirectory(copy);
  }

  private void requireUnchanged(ProgramFile file, Path place) throws IOException {
    Stamp now;
    try {
      BasicFileAttributes attributes = Files.readAttributes(place, BasicFileAttributes.class);
      now =
          new Stamp(
              attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
    } catch (IOException e) {
      throw new ProgramException(
          "the program's file %s cannot be read on %s; restore it, or list it under files: in a new study"
              .formatted(place, RunEngine.hostName()));
    }
    if (now.equals(checked.get(file.path()))) {
      return;
    }
    if (!Program.sha256(place).equals(file.sha256())) {
      throw new ProgramException(
          "%s has changed since the study began; restore it, or begin a new study (files: would have kept a copy)"
              .formatted(place));
    }
    checked.put(file.path(), now);
  }
}
