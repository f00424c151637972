package dev.runvar.spark;

import dev.runvar.program.Program;
import dev.runvar.program.ProgramFile;
import dev.runvar.store.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Detects whether replicates differ only by disturbances of the machine, and not by their seeds.
 */
final class SeedNote {

  private static final String PLACEHOLDER = "{seed}";

  /** Texts in a program that reads its seed from the environment. */
  private static final List<String> READERS =
      List.of("RUNVAR_SEED", "runvar_telemetry", "runvar.Run(");

  private SeedNote() {}

  /**
   * Returns a sentence if the program does not use its seed.
   *
   * @param program null for a built-in model
   * @param ok runs that ended by themselves
   */
  static Optional<String> of(Program program, List<RunRecord> ok) {
    Map<List<Object>, List<RunRecord>> treatments = new HashMap<>();
    ok.forEach(
        run ->
            treatments
                .computeIfAbsent(
                    List.of(run.experiment(), run.levels(), run.parameters()),
                    added -> new java.util.ArrayList<>())
                .add(run));
    List<List<RunRecord>> replicated =
        treatments.values().stream()
            .filter(runs -> runs.stream().map(RunRecord::seed).distinct().count() > 1)
            .toList();
    if (program == null || replicated.isEmpty()) {
      return Optional.empty();
    }
    if (ok.stream().allMatch(SeedNote::hasResult)) {
      return replicated.stream().allMatch(SeedNote::areEqual)
          ? Optional.of(
              "All replicates give the same result: the program does not use its seed, so they differ by the machine only.")
          : Optional.empty();
    }
    return neverAsks(program)
        .map(
            "Nothing in %s asks for the seed (RUNVAR_SEED, or {seed} in the command), so the replicates seem to differ by the machine only."
                ::formatted);
  }

  private static boolean hasResult(RunRecord run) {
    return run.trajectory() != null || !run.outputs().isEmpty();
  }

  private static boolean areEqual(Collection<RunRecord> runs) {
    return runs.stream()
            .map(
                run ->
                    Optional.ofNullable(run.trajectory()).<Object>map(t -> t).orElse(run.outputs()))
            .distinct()
            .count()
        == 1;
  }

  /**
   * Returns the files of a program if none of them reads the seed; empty if one does or is
   * unreadable.
   */
  private static Optional<String> neverAsks(Program program) {
    List<ProgramFile> files =
        Stream.concat(program.files().stream(), program.inPlace().stream()).toList();
    if (files.isEmpty()
        || program.command().stream().anyMatch(word -> word.contains(PLACEHOLDER) || asks(word))) {
      return Optional.empty();
    }
    List<String> texts =
        files.stream().map(file -> text(program, file)).filter(Objects::nonNull).toList();
    return texts.size() < files.size()
            || texts.stream().anyMatch(text -> asks(text) || startsOthers(text))
        ? Optional.empty()
        : Optional.of(String.join(", ", files.stream().map(ProgramFile::path).toList()));
  }

  /** A script of a shell starts programs that are not known. */
  private static boolean startsOthers(String text) {
    return text.startsWith("#!") && text.lines().findFirst().orElse("").endsWith("sh");
  }

  private static boolean asks(String text) {
    return READERS.stream().anyMatch(text::contains);
  }

  private static String text(Program program, ProgramFile file) {
    try {
      Path path = Path.of(Objects.requireNonNullElse(program.directory(), "")).resolve(file.path());
      return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }
}
