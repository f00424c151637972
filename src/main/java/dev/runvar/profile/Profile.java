package dev.runvar.profile;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/** What a profiler wrote about one run. */
public interface Profile {

  /**
   * Returns the samples of the thread that makes the cycles, in the order of the file; each call
   * reads them anew. The iterator throws {@link java.io.UncheckedIOException}.
   */
  Iterator<Sample> samples() throws IOException;

  /** Returns how many samples there are, 0 if the profiler did not work. */
  long sampleCount();

  /** Returns what the profiler has to say. */
  List<ProfileNote> notes();

  /** Returns what accumulates, in the order of time; empty if it was not counted. */
  default List<Census> censuses() {
    return List.of();
  }

  /** Returns the processor time of taking samples as a share of the run, if the profiler says. */
  default OptionalDouble costShare() {
    return OptionalDouble.empty();
  }

  /** Returns the number of threads that ran at the same time, 0 if the profiler does not say. */
  default int mostThreads() {
    return 0;
  }

  /** A profile without samples, for a reason. */
  static Profile none(ProfileNote... notes) {
    return new SampleList(List.of(), List.of(notes), 0);
  }
}
