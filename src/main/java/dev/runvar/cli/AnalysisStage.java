package dev.runvar.cli;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.report.AnalysisJson;
import dev.runvar.spark.SparkJobs;
import dev.runvar.spark.StudyAnswer;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Plan;
import dev.runvar.study.Study;
import java.io.IOException;

/** The second stage of a study: analyse what is committed. */
final class AnalysisStage {

  private final SparkJobs jobs;

  AnalysisStage(SparkJobs jobs) {
    this.jobs = jobs;
  }

  /** Analyses the study, and writes analysis.json and series.json. */
  Analysis run(StudyStore store, Study study) throws IOException {
    StudyAnswer answer = jobs.analyze(store, study, Plan.of(study));
    store.writeText(AnalysisJson.SERIES_PATH, AnalysisJson.write(answer.series()));
    store.writeText(AnalysisJson.PATH, AnalysisJson.write(answer.analysis()));
    return answer.analysis();
  }

  static int exitCode(Analysis analysis) {
    return analysis.runs().failed() > 0 ? ExitCode.SOME_RUNS_FAILED : ExitCode.DONE;
  }
}
