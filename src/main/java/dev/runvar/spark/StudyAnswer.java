package dev.runvar.spark;

import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;

/** What came out of an analysis: the answers, and the series that statistics are drawn from. */
public record StudyAnswer(Analysis analysis, RuntimeSeries series) {}
