package dev.runvar.execution;

import dev.runvar.instrument.Probe;
import dev.runvar.study.RunSpec;
import java.nio.file.Path;

/**
 * One attempt at a run.
 *
 * @param id no other attempt at any run has it
 * @param scratch a directory of its own, removed afterwards
 */
public record Attempt(
    RunSpec spec,
    String id,
    Path scratch,
    Probe probe,
    RunRecorder recorder,
    RunProfiler profiler) {}
