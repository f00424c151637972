package dev.runvar.cli;

import dev.runvar.paper8.PaperExport;
import dev.runvar.report.AnalysisJson;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the results of a study in the form of the published one. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write committed runs in the form of the published study's result files.",
      "The analysis is added if there is one."
    },
    footer = {"", "Examples:", "  runvar export quick --format paper8 --to results"})
final class ExportCommand implements Callable<Integer> {

  /** The form of the export. */
  enum Form {
    paper8
  }

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      required = true,
      description = "Which form: ${COMPLETION-CANDIDATES}.")
  private Form form;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = "./results",
      description = "Where to; default: ${DEFAULT-VALUE}.")
  private Path directory;

  @Override
  public Integer call() {
    Study study = options.study();
    StudyStore store = options.existingStore(study);
    if (store.readText(AnalysisJson.PATH).isPresent() && !store.hasWholeAnalysis()) {
      throw ReportStage.changed(store);
    }
    List<Path> files;
    try {
      files =
          switch (form) {
            case paper8 -> PaperExport.run(store, study, directory);
          };
    } catch (IOException e) {
      throw new UsageException(
          "--to: cannot write to \"%s\": %s; give a directory that can be written"
              .formatted(directory, e.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (files.isEmpty()) {
      out.println("%s: no run is OK, nothing is written".formatted(study.name()));
    }
    files.forEach(out::println);
    return ExitCode.DONE;
  }
}
