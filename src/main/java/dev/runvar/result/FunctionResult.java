package dev.runvar.result;

/**
 * A function of a profiled program, its time per cycle in the first and the last fifth of a run.
 *
 * @param file null if not known, like {@code line}
 * @param line of the function whose time grew most
 * @param userCode whether it is the program's own, and not a library's or the runtime's
 * @param earlyNanos with all that it calls, like {@code lateNanos}
 * @param low 95 % interval of the growth; null where there is none, like {@code high}
 * @param share of the growth of a cycle; where a run marks no cycles, by how much its share of the
 *     time grew
 * @param adjustedP after Holm over the functions; null for one that holds too little to be tested
 * @param lateErrorNanos standard error of the late time over seeds, null within a run
 * @param seeds that it is over, 0 within a run
 * @param selfEarlyNanos without what it calls, like {@code selfLateNanos}
 */
public record FunctionResult(
    String name,
    String file,
    Integer line,
    boolean userCode,
    double earlyNanos,
    double lateNanos,
    Double lateErrorNanos,
    int seeds,
    double growthNanos,
    Double low,
    Double high,
    Double share,
    Double adjustedP,
    double selfEarlyNanos,
    double selfLateNanos) {}
