package dev.runvar.model;

/** Whether one of the model's optional mechanisms takes part. */
public enum Mechanism {
  OFF,
  ON
}
