package dev.runvar.exchange;

import java.io.IOException;

/** Where runs come from, such as a file; an import reads it once. */
public interface RunSource {

  /**
   * Reads every run.
   *
   * @param findings what is told besides the runs is added to it
   * @throws dev.runvar.study.StudyException at the first mistake
   * @throws IOException if the sink cannot take a run
   */
  void read(RunSink sink, Findings findings) throws IOException;
}
