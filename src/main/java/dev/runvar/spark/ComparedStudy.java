package dev.runvar.spark;

import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.util.List;

/**
 * A study that is compared with another one.
 *
 * @param name its name in the result
 * @param plan its runs
 */
public record ComparedStudy(
    String name, StudyStore store, Study study, List<RunSpec> plan, StudySnapshot snapshot) {

  public ComparedStudy {
    plan = List.copyOf(plan);
  }
}
