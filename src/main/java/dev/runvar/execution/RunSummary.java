package dev.runvar.execution;

import dev.runvar.store.Outcome;
import java.io.Serializable;

/** What the progress of a study needs to know of a run that has ended. */
public record RunSummary(String runId, String experiment, Outcome outcome, String message)
    implements Serializable {}
