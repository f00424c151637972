package dev.runvar.cli;

import dev.runvar.program.Program;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import dev.runvar.study.StudyVersion;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Options to run a changed program as a version beside the original of a study. */
final class VersionOptions {

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = {
        "Run the changed program as a version of this name and compare it with the",
        "study as it was begun. Its runs are in the study STUDY@NAME."
      })
  private String version;

  @Option(
      names = "--interleaved",
      description = {
        "With --as: run the original again, in turn with the changed program, because",
        "the host may have changed since."
      })
  private boolean interleaved;

  @Option(
      names = "--git",
      paramLabel = "REV",
      description = "With --as: the program as this git revision has it.")
  private String revision;

  /** Returns the study to run: that of the options, or the requested version of it. */
  Study of(StudyOptions options) throws IOException {
    if (version == null) {
      if (interleaved || revision != null) {
        throw new UsageException(
            "%s needs --as NAME, which names the version"
                .formatted(interleaved ? "--interleaved" : "--git"));
      }
      return options.executableStudy();
    }
    if (!version.matches(StudyReader.NAME)) {
      throw new UsageException(
          "--as %s: a version is named with %s".formatted(version, StudyReader.NAME_ALLOWED));
    }
    if (options.isByName()) {
      throw new UsageException(
          "--as %s: a version is run from the study file, which says where the changed program is"
              .formatted(version));
    }
    Study edited = options.executableStudy(revision);
    StudyStore store = options.store(edited);
    if (store.manifestAsItIs().isEmpty()) {
      throw new UsageException(
          "--as %s: %s has no results to compare with; run it first without --as"
              .formatted(version, edited.name()));
    }
    if (!interleaved) {
      return StudyVersion.of(edited, version);
    }
    Study original = store.manifest().orElseThrow().study();
    StudyStore beside = options.store(edited.named(StudyVersion.name(edited.name(), version)));
    for (Program program : original.workloads().programs()) {
      if (!program.isCopied() && !program.inPlace().isEmpty()) {
        throw new UsageException(
            "--interleaved: %s keeps no copy of %s as it was; name the program's files under files: in a new study"
                .formatted(edited.name(), program.inPlace().get(0).path()));
      }
      beside.programs().saveFrom(store.programs(), program);
    }
    return StudyVersion.interleaved(edited, original, version);
  }
}
