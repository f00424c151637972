package dev.runvar.profile;

import java.util.Objects;

/**
 * A remark of a profiler about what it did or could not do.
 *
 * @param status such as {@code used}, {@code missing}, {@code never-called}, {@code refused} or
 *     {@code error}
 * @param subject what it is about, such as a step's name
 */
public record ProfileNote(String status, String subject, String text) {

  public ProfileNote {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
  }
}
