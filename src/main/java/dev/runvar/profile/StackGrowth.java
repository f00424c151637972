package dev.runvar.profile;

import java.util.List;

/**
 * The time of one stack of functions per cycle, mean over replicates.
 *
 * @param functions the outermost first
 */
public record StackGrowth(List<FunctionId> functions, double earlyNanos, double lateNanos) {

  public StackGrowth {
    functions = List.copyOf(functions);
  }
}
