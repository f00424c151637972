package dev.runvar.profile;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/** What is read where a profiler wrote nothing. */
record EmptyProfile(List<ProfileNote> notes) implements Profile {

  EmptyProfile {
    notes = List.copyOf(notes);
  }

  @Override
  public Iterator<Sample> samples() {
    return Collections.emptyIterator();
  }

  @Override
  public long sampleCount() {
    return 0;
  }

  @Override
  public List<Census> censuses() {
    return List.of();
  }

  @Override
  public OptionalDouble costShare() {
    return OptionalDouble.empty();
  }

  @Override
  public int mostThreads() {
    return 0;
  }
}
