package dev.runvar.profile;

import java.util.Iterator;
import java.util.List;

/** A profile whose samples are in memory. */
record SampleList(List<Sample> all, List<ProfileNote> notes, int mostThreads) implements Profile {

  SampleList {
    all = List.copyOf(all);
    notes = List.copyOf(notes);
  }

  @Override
  public Iterator<Sample> samples() {
    return all.iterator();
  }

  @Override
  public long sampleCount() {
    return all.size();
  }
}
