package dev.runvar.model;

/** What made a pattern. */
public enum PatternKind {
  COMPOSITION,
  RESONANCE,
  DECOMPOSITION
}
