package dev.runvar.cli;

import dev.runvar.report.AnalysisJson;
import dev.runvar.result.Analysis;
import dev.runvar.spark.SparkJobException;
import dev.runvar.spark.SparkJobs;
import dev.runvar.spark.StudyAnswer;
import dev.runvar.store.AnalysisDirectory;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Plan;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;

/** The second stage of a study: analyse the committed runs. */
public final class AnalysisStage {

  private final SparkJobs jobs;

  public AnalysisStage(SparkJobs jobs) {
    this.jobs = jobs;
  }

  /**
   * The result of the stage.
   *
   * @param snapshot the snapshot, without runs that turned out to be damaged
   */
  record Result(Analysis analysis, StudySnapshot snapshot) {

    int exitCode() {
      return analysis.runs().failed() > 0 || !snapshot.damage().isEmpty()
          ? ExitCode.SOME_RUNS_FAILED
          : ExitCode.DONE;
    }
  }

  /**
   * Analyses a snapshot of the study; the result replaces the previous analysis.
   *
   * <p>If telemetry cannot be read, every byte of it is checked, and damaged runs are left out.
   */
  public Result run(StudyStore store, Study study, StudySnapshot snapshot, PrintWriter err)
      throws IOException {
    DamagedRuns.tell(err, study, snapshot.damage(), "left out");
    try {
      return new Result(analyze(store, study, snapshot), snapshot);
    } catch (SparkJobException e) {
      StudySnapshot checked = snapshot.checked(store);
      if (checked.damage().size() == snapshot.damage().size()) {
        throw e;
      }
      DamagedRuns.tell(err, study, checked.damage(), "left out");
      return new Result(analyze(store, study, checked), checked);
    }
  }

  private Analysis analyze(StudyStore store, Study study, StudySnapshot snapshot)
      throws IOException {
    try (AnalysisDirectory output = store.newAnalysis()) {
      StudyAnswer answer = jobs.analyze(store, study, Plan.of(study), snapshot, output);
      Analysis analysis = withVersions(store, study, snapshot, answer.analysis());
      try {
        output.writeText(AnalysisJson.SERIES_FILE, AnalysisJson.write(answer.series()));
        output.writeText(AnalysisJson.FILE, AnalysisJson.write(analysis));
        output.publish(madeOf(store, study, snapshot));
      } catch (IOException e) {
        throw store.cannotWrite(e);
      }
      return analysis;
    }
  }

  private Analysis withVersions(
      StudyStore store, Study study, StudySnapshot snapshot, Analysis analysis) {
    return study.analysis().against() == null
        ? analysis
        : new CompareStage(jobs)
            .run(store, study, snapshot, analysis)
            .map(analysis::with)
            .orElse(analysis);
  }

  /**
   * Returns a hash of the input of an analysis: study, committed runs, and the study to compare
   * with.
   */
  static String madeOf(StudyStore store, Study study, StudySnapshot snapshot) {
    String against =
        CompareStage.against(store, study)
            .map(other -> other.sampledSnapshot().hash(""))
            .orElse("");
    return snapshot.hash(study + against);
  }
}
