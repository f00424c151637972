package dev.runvar.facts;

import dev.runvar.facts.CourseGrid.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has to know of the other runs of its experiment.
 *
 * @param all courses of the runs of the experiment, and {@code sameSeed} of those of this seed
 * @param period of regular heavy cycles, as this run and most others have it; 1 without any
 * @param timed claims about a phase that is timed
 * @param withoutRest claims about a phase beside which nearly all of a cycle is cause
 * @param grown parts of a cycle that grow in the mean of the runs; none where runs are not compared
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

  /** Returns how outcome and exposure go in other runs, on some axes; empty for a single seed. */
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
