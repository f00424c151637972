package dev.runvar.profile;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/** The output of a profiler for one run. */
public interface Profile {

  /**
   * Returns the samples of the thread that makes the cycles, in the order of the file; each call
   * reads them anew. The iterator throws {@link java.io.UncheckedIOException}.
   */
  Iterator<Sample> samples() throws IOException;

  /** Returns the number of samples, 0 if the profiler did not work. */
  long sampleCount();

  /** Returns the notes of the profiler. */
  List<ProfileNote> notes();

  /** Returns the censuses in order of time; empty if nothing was counted. */
  default List<Census> censuses() {
    return List.of();
  }

  /** Returns the processor time of taking samples as a share of the run, if known. */
  default OptionalDouble costShare() {
    return OptionalDouble.empty();
  }

  /** Returns the number of threads that ran at the same time, 0 if not known. */
  default int mostThreads() {
    return 0;
  }

  /** A profile without samples, for a reason. */
  static Profile none(ProfileNote... notes) {
    return new SampleList(List.of(), List.of(notes), 0);
  }
}
