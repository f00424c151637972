package dev.runvar.nrm;

/** What made a pattern. */
public enum PatternKind {
  COMPOSITION,
  RESONANCE,
  DECOMPOSITION
}
