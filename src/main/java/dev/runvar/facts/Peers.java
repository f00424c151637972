package dev.runvar.facts;

import dev.runvar.facts.CourseGrid.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The data about the other runs of its experiment that the analysis of a run needs.
 *
 * @param all courses of all runs of the experiment; {@code sameSeed} those of runs with this seed
 * @param period of regular heavy cycles, as this run and most others have it; 1 without any
 * @param timed claims about a phase that is timed
 * @param withoutRest claims about a phase with too little rest of the cycle to compare with
 * @param grown parts of a cycle that grow in the mean over runs; empty if runs are not compared
 */
public record Peers(
    SharedCourses all,
    SharedCourses sameSeed,
    int period,
    Set<Accumulation> timed,
    Set<Accumulation> withoutRest,
    Set<String> grown) {

  public Peers {
    timed = Set.copyOf(timed);
    withoutRest = Set.copyOf(withoutRest);
    grown = Set.copyOf(grown);
  }

  CourseGrid grid() {
    return all.grid();
  }

  /**
   * Returns the courses of outcome and exposure in other runs, on some axes; empty for a single
   * seed.
   */
  public List<Dose.Shared> shared(RunView view, Measure outcome, Measure exposure, Set<Axis> axes) {
    List<Dose.Shared> shared = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      if (axes.contains(axis)) {
        Optional<double[]> x = view.course(axis, exposure);
        Optional<double[]> y = view.course(axis, outcome);
        if (x.isPresent() && y.isPresent()) {
          shared.add(new Dose.Shared(x.get(), y.get()));
        }
      }
    }
    return shared;
  }
}
