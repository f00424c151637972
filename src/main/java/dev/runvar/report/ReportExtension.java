package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Adds to the report of a study that was judged by criteria of its own. */
public interface ReportExtension {

  /** Returns whether the analysis has the answers that this extension shows. */
  boolean appliesTo(Analysis analysis);

  /** Returns sections, which stand after the causes. */
  List<Section> sections(Analysis analysis);

  /** Returns figures, which stand before the others. */
  List<Figure.Candidate> figures(Analysis analysis, RuntimeSeries series);

  /** Returns the names of figures that are left out because these figures show the same. */
  Set<String> replacedFigures();

  /** Returns the extensions that apply to an analysis. */
  static List<ReportExtension> of(Analysis analysis) {
    return ServiceLoader.load(ReportExtension.class, ReportExtension.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(extension -> extension.appliesTo(analysis))
        .toList();
  }
}
