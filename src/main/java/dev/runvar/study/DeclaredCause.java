package dev.runvar.study;

import java.util.Objects;

/**
 * A cause that a study names: the more of something there is, the longer a phase takes.
 *
 * @param name under which results show it
 * @param size gauge that says how much there is
 * @param phase that it slows down, null for the whole cycle
 */
public record DeclaredCause(String name, String size, String phase) {

  public DeclaredCause {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(size, "size");
  }
}
