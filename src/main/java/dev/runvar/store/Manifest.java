package dev.runvar.store;

import dev.runvar.study.Study;
import java.util.Objects;

/** What a study's directory holds the results of. */
public record Manifest(int schema, Study study, Provenance provenance) {

  /** The version of this form. */
  public static final int SCHEMA = 1;

  public Manifest {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(provenance, "provenance");
  }
}
