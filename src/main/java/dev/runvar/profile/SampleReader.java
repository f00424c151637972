package dev.runvar.profile;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Samples that are read from files one after the other, each when it is asked for. */
abstract class SampleReader implements Iterator<Sample> {

  private Sample next;
  private boolean isOver;

  /**
   * Returns the next sample, null after the last.
   *
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  abstract Sample read();

  @Override
  public final boolean hasNext() {
    if (next == null && !isOver) {
      next = read();
      isOver = next == null;
    }
    return next != null;
  }

  @Override
  public final Sample next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Sample sample = next;
    next = null;
    return sample;
  }
}
