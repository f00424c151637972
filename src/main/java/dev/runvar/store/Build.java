package dev.runvar.store;

import java.io.Serializable;

/**
 * A build of runvar.
 *
 * @param revision of its source, null when it is not known
 * @param jarSha256 null when it did not run from a jar
 */
public record Build(String version, String revision, String jarSha256) implements Serializable {

  /** A build without any information. */
  public static final Build UNKNOWN = new Build("unknown", null, null);
}
