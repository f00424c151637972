package dev.runvar.cli;

import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the report of a study that was analysed; needs no Spark. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Write the page and the figures of a study that was analysed.",
    footer = {"", "Example:", "  runvar report quick"})
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private DetailsOption details;

  @Override
  public Integer call() throws IOException {
    Study study = options.study();
    PrintWriter out = spec.commandLine().getOut();
    StudyStore store = options.existingStore(study);
    StudySnapshot snapshot = store.sampledSnapshot();
    ReportStage.Location location = ReportStage.run(store, snapshot);
    out.println("Report: " + location.page());
    out.println(
        location
            .figure()
            .map(figure -> "Figure: " + figure)
            .orElse("There are no figures; the page says why"));
    details.printTables(out, ReportStage.report(store, snapshot));
    return ExitCode.DONE;
  }
}
