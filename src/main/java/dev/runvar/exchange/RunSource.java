package dev.runvar.exchange;

import java.io.IOException;

/** A file with runs, which can be read more than once. */
interface RunSource {

  /**
   * Reads every run of the file.
   *
   * @param findings what is told of the file besides its runs is added to it
   * @throws dev.runvar.study.StudyException at the first mistake
   * @throws IOException if the sink cannot take a run
   */
  void read(RunSink sink, Findings findings) throws IOException;
}
