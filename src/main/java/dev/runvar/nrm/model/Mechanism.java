package dev.runvar.nrm.model;

/** Whether one of the model's optional mechanisms takes part. */
public enum Mechanism {
  OFF,
  ON
}
