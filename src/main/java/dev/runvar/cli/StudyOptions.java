package dev.runvar.cli;

import dev.runvar.store.Manifest;
import dev.runvar.store.ProgramStore;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Experiment;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import dev.runvar.study.WorkloadSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for the study and the place of its results. */
final class StudyOptions {

  private static final String STUDY_NAME = "[A-Za-z0-9][A-Za-z0-9_-]*(@[A-Za-z0-9_-]+)?";
  private static final Pattern DIRECTORY = Pattern.compile("(.*/)?([^/]+)/*");

  @Parameters(
      index = "0",
      paramLabel = "STUDY",
      description = "A study file, or the name of a study in the workspace.")
  private String study;

  @Option(
      names = "--cycles",
      paramLabel = "N",
      description = {
        "For a first look at a study file: so many cycles per run.",
        "The study gets a name of its own, as in quick-10x1."
      })
  private Integer cycles;

  @Option(
      names = "--replications",
      paramLabel = "N",
      description = "The same with so many seeds per treatment.")
  private Integer replications;

  @Mixin private WorkspaceOption workspace;

  Workspace workspace() {
    return workspace.open();
  }

  /** Returns the study of a file, else the one of this name in the workspace. */
  Study study() {
    return study(null);
  }

  private Study study(String revisionOrNull) {
    if (isByName()) {
      refuseShortening();
      return manifest().study().named(study);
    }
    Study read = StudyReader.read(path(), revisionOrNull);
    return cycles == null && replications == null ? read : shortened(read);
  }

  private void refuseShortening() {
    if (cycles != null || replications != null) {
      throw new UsageException(
          "%s is a study in the workspace: --cycles and --replications shorten a study file, and make a study of its own of it"
              .formatted(study));
    }
  }

  private Study shortened(Study read) {
    int ownCycles = cycles == null ? read.cycles() : cycles;
    int ownReplications = replications == null ? read.replications() : replications;
    int leastCycles = cycles == null && read.hasOwnCycles() ? 0 : 1;
    if (ownCycles < leastCycles || ownReplications < 1 || ownReplications > read.replications()) {
      throw new UsageException(
          "--cycles %d --replications %d: the study has %d cycles and %d replications; both options take 1 or more, and --replications no more than the study has"
              .formatted(ownCycles, ownReplications, read.cycles(), read.replications()));
    }
    return read.shortened(ownCycles, ownReplications);
  }

  /** Like {@link #study}, but accepts a changed manifest, so that the change can be reported. */
  Study studyAsItIs() {
    return isByName()
        ? orNone(workspace().study(study).manifestAsItIs()).study().named(study)
        : study();
  }

  /** Returns whether the study is given by its name, so that all of it comes from the workspace. */
  boolean isByName() {
    return study.matches(STUDY_NAME) && !Files.isRegularFile(path());
  }

  private Manifest manifest() {
    return orNone(workspace().study(study).manifest());
  }

  private Manifest orNone(Optional<Manifest> manifest) {
    return manifest.orElseThrow(
        () ->
            new UsageException(
                "%s: there is no such file, and no study of this name in %s; give a study file, or the name of a study in the workspace"
                    .formatted(study, workspace.location)));
  }

  /**
   * Returns the study if its runs can be executed. Imported runs cannot be executed, nor runs whose
   * program was not kept.
   */
  Study executableStudy() {
    return executableStudy(null);
  }

  /**
   * Like {@link #executableStudy()}, with the program of a git revision; null for the current
   * program.
   */
  Study executableStudy(String revisionOrNull) {
    Study executable = study(revisionOrNull);
    refuseImported(executable);
    WorkloadSpec workload = executable.workload();
    if (isByName()
        && workload.program() != null
        && !workload.program().hash().equals(workload.fingerprint())) {
      throw new UsageException(
          "%s was begun by an older version of runvar, which did not keep its program; begin a new study from the study file"
              .formatted(study));
    }
    return executable;
  }

  static void refuseImported(Study study) {
    if (study.wasImported()) {
      throw new UsageException(
          "%s was imported: its runs cannot be executed; allowed: status, analyze, report, verify --sample 0, import"
              .formatted(study.name()));
    }
  }

  private Path path() {
    try {
      return Path.of(study);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "%s: this is not a path here; give a study file, or the name of a study in the workspace"
              .formatted(study));
    }
  }

  StudyStore store(Study of) {
    return workspace().study(of.name());
  }

  /** Returns the store with the program of a study; empty if the program's files are read anew. */
  Optional<ProgramStore> programs(Study of) {
    return isByName() ? Optional.of(store(of).programs()) : Optional.empty();
  }

  /** Returns the store of a study that has been begun. */
  StudyStore existingStore(Study of) {
    StudyStore store = store(of);
    if (store.manifestAsItIs().isEmpty()) {
      throw new UsageException(
          "%s has no results yet; run it first, with runvar run".formatted(store.location()));
    }
    return store;
  }

  /** Returns the store of a study that has any files, such as those of a killed import. */
  StudyStore storeOfAnyFiles() {
    if (isByName()) {
      StudyStore store = workspace().study(study);
      if (store.manifest().isEmpty() && store.hasDirectory()) {
        return store;
      }
    }
    return existingStore(study());
  }

  /** Returns the store of another study, in this workspace or elsewhere. */
  StudyStore otherStore(String where) {
    return storeOf(workspace(), where);
  }

  /** Returns the store of an existing study, by its directory or by its name in a workspace. */
  static StudyStore storeOf(Workspace workspace, String where) {
    Matcher path = DIRECTORY.matcher(where);
    StudyStore store = null;
    if (path.matches()) {
      Workspace of = path.group(1) == null ? workspace : Workspace.open(path.group(1));
      store = of.study(path.group(2));
    }
    if (store == null || store.manifestAsItIs().isEmpty()) {
      throw new UsageException(
          "%s: there is no study; give the directory of one, or the name of one in %s"
              .formatted(where, workspace.location()));
    }
    return store;
  }

  /** The option for the place of results. */
  static final class WorkspaceOption {

    @Option(
        names = "--workspace",
        paramLabel = "DIR",
        defaultValue = "./workspace",
        description = "Where results are: a directory or a Hadoop URI; default: ${DEFAULT-VALUE}.")
    private String location;

    Workspace open() {
      return Workspace.open(location);
    }
  }

  /** Restricts a command to one experiment of the study. */
  static final class ExperimentOption {

    @Option(
        names = "--experiment",
        paramLabel = "ID",
        description = "Only the runs of this experiment.")
    private String experiment;

    /** Returns the study's runs, or those of the one experiment, in their order. */
    List<RunSpec> runsOf(Study study) {
      return runsOf(study, Plan.of(study));
    }

    /** Returns the requested runs of the study's plan. */
    List<RunSpec> runsOf(Study study, List<RunSpec> plan) {
      if (experiment == null) {
        return plan;
      }
      List<RunSpec> runs =
          plan.stream().filter(run -> run.experiment().equals(experiment)).toList();
      if (runs.isEmpty()) {
        throw new UsageException(
            "--experiment: \"%s\" is not allowed; allowed: %s"
                .formatted(
                    experiment,
                    study.experiments().stream()
                        .map(Experiment::id)
                        .collect(Collectors.joining(", "))));
      }
      return runs;
    }
  }
}
