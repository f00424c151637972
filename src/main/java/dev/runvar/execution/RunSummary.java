package dev.runvar.execution;

import dev.runvar.store.Outcome;
import java.io.Serializable;

/** That a run was committed, and how it ended. */
public record RunSummary(String runId, Outcome outcome) implements Serializable {}
