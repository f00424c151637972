package dev.runvar.nrm;

/** Whether one of the model's optional mechanisms takes part. */
public enum Mechanism {
  OFF,
  ON
}
