package dev.runvar.facts;

import java.io.Serializable;
import java.util.Objects;

/**
 * A declared cause: something that the program accumulates slows a part of its cycles down.
 *
 * @param name under which results show it
 * @param gauge column that says how much has accumulated
 * @param part phase that becomes slower; the whole cycle if runs do not time it
 * @param words what the gauge counts, for texts
 */
public record Accumulation(String name, String gauge, String part, String words)
    implements Serializable {

  /** The part for programs that time no phases. */
  public static final String WHOLE_CYCLE = "cycle";

  /** Returns the undeclared claim that a gauge slows a part down. */
  public static Accumulation of(String gauge, String part) {
    return new Accumulation(gauge + " on " + part, gauge, part, "gauge " + gauge);
  }

  public Accumulation {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(gauge, "gauge");
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(words, "words");
  }

  /** Returns the column that says how much has accumulated. */
  public Measure exposure() {
    return Measure.column(gauge);
  }
}
