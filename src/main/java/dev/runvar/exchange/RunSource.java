package dev.runvar.exchange;

import java.io.IOException;

/** A source of runs, such as a file; an import reads it once. */
public interface RunSource {

  /**
   * Reads every run.
   *
   * @param findings receives the notes for the user
   * @throws dev.runvar.study.StudyException at the first mistake
   * @throws IOException if the sink cannot take a run
   */
  void read(RunSink sink, Findings findings) throws IOException;
}
