package dev.runvar.cli;

import dev.runvar.store.StudyGarbage;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes files that lost attempts left behind. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description = {
      "Remove files that lost attempts left behind and that no record names.",
      "Only files older than a day are removed, and none that a run under way writes."
    },
    footer = {"", "Examples:", "  runvar gc paper8 --dry-run", "  runvar gc paper8"})
final class GcCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;

  @Option(names = "--dry-run", description = "Only list the files.")
  private boolean dryRun;

  @Override
  public Integer call() {
    StudyStore store = options.storeOfAnyFiles();
    List<String> garbage = garbage(store);
    PrintWriter out = spec.commandLine().getOut();
    garbage.forEach(out::println);
    if (!dryRun) {
      StudyGarbage.remove(store, garbage);
    }
    out.println((dryRun ? "To remove: " : "Removed: ") + garbage.size() + " files");
    return ExitCode.DONE;
  }

  private static List<String> garbage(StudyStore store) {
    try {
      return StudyGarbage.find(store, System.currentTimeMillis());
    } catch (IOException e) {
      throw store.cannotUse(e);
    }
  }
}
