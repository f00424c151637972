package dev.runvar.profile;

/** The items that are counted during a run. */
public enum CensusMode {
  OFF,
  /** Objects by type. */
  TYPES,
  /** Objects by type, and the names and lengths of large containers. */
  CONTAINERS
}
