package dev.runvar.nrm.model;

/** How the pattern memory finds the nearest pattern; both ways find the same one. */
public enum Recall {
  /** Looks at every stored pattern: the cost grows with the memory. */
  LINEAR,
  /** Looks at the cells around the centroid, outwards, as far as needed. */
  INDEXED
}
