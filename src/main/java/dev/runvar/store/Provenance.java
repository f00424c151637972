package dev.runvar.store;

/**
 * The build and the host that a study was begun with, and the time.
 *
 * @param revision the source's revision, null when it is not known
 * @param createdUnixMillis when the study was first begun
 */
public record Provenance(
    String version,
    String revision,
    String jarSha256,
    String java,
    String spark,
    String operatingSystem,
    String processor,
    int cores,
    long memoryBytes,
    long createdUnixMillis) {

  /** Returns the build of runvar that this names. */
  public Build build() {
    return new Build(version, revision, jarSha256);
  }
}
