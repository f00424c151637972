package dev.runvar.spark;

import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;

/** The result of an analysis: the analysis itself, and the series behind its statistics. */
public record StudyAnswer(Analysis analysis, RuntimeSeries series) {}
