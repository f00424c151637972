package dev.runvar.telemetry;

import java.util.Arrays;

/** A short list of named values that is filled anew for every cycle without allocating. */
public final class NamedLongs {

  private String[] names = new String[16];
  private long[] values = new long[16];
  private int size;

  public void clear() {
    size = 0;
  }

  public void add(String name, long value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size] = value;
    size++;
  }

  /** Takes the entries of another list in place of its own. */
  public void copyFrom(NamedLongs other) {
    if (names.length < other.size) {
      names = new String[other.names.length];
      values = new long[other.values.length];
    }
    System.arraycopy(other.names, 0, names, 0, other.size);
    System.arraycopy(other.values, 0, values, 0, other.size);
    size = other.size;
  }

  public int size() {
    return size;
  }

  public String name(int index) {
    return names[index];
  }

  public long value(int index) {
    return values[index];
  }
}
