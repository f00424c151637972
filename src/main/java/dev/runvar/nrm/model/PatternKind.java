package dev.runvar.nrm.model;

/** What made a pattern. */
public enum PatternKind {
  COMPOSITION,
  RESONANCE,
  DECOMPOSITION
}
