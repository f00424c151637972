package dev.runvar.instrument;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a process and its descendants from /proc.
 *
 * <p>A process also counts what its children did that it has waited for, so that counters do not
 * fall when one ends; what a child did that nobody waited for is lost.
 */
final class LinuxProcessSensor implements ProcessSensor {

  private static final Path PROC = Path.of("/proc");

  /** What the kernel tells user space is in hundredths of a second, whatever its own tick. */
  private static final long TICK_NANOS = 10_000_000;

  private static final long TREE_INTERVAL_NANOS = 1_000_000_000L;

  private final long pid;
  private final long pageBytes = Oshi.SYSTEM.getHardware().getMemory().getPageSize();
  private final Map<String, long[]> switchesOfThreads = new HashMap<>();
  private List<Long> tree = List.of();
  private long treeNanoTime;
  private long voluntarySwitches;
  private long involuntarySwitches;

  LinuxProcessSensor(long pid) {
    this.pid = pid;
  }

  static boolean isPossible() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  @Override
  public Optional<ProcessReading> read() {
    List<Stat> stats = new ArrayList<>();
    Long readBytes = 0L;
    Long writeBytes = 0L;
    for (long member : tree()) {
      Path directory = PROC.resolve(String.valueOf(member));
      Optional<Stat> stat = ProcFile.read(directory.resolve("stat")).map(Stat::parse);
      if (stat.isEmpty()) {
        refuseIfUnreadable(member, directory);
        continue;
      }
      if (member == pid && stat.get().ended()) {
        return Optional.empty();
      }
      stats.add(stat.get());
      countSwitches(directory);
      Optional<String> io = ProcFile.read(directory.resolve("io"));
      readBytes = plus(readBytes, io.flatMap(text -> ProcFile.field(text, "read_bytes")));
      writeBytes = plus(writeBytes, io.flatMap(text -> ProcFile.field(text, "write_bytes")));
    }
    if (stats.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessReading(
            TICK_NANOS * sum(stats, Stat::cpuTicks),
            pageBytes * sum(stats, Stat::residentPages),
            sum(stats, Stat::minorFaults),
            sum(stats, Stat::majorFaults),
            voluntarySwitches,
            involuntarySwitches,
            readBytes,
            writeBytes));
  }

  /** That the process cannot be read must not pass for its end. */
  private void refuseIfUnreadable(long member, Path directory) {
    if (member == pid && directory.resolve("stat").toFile().exists()) {
      throw new IllegalStateException(directory + " cannot be read");
    }
  }

  @Override
  public String source() {
    return "/proc of the process and all that it started";
  }

  /** To look for what was started takes more than to read it, so that it is done now and then. */
  private List<Long> tree() {
    long now = System.nanoTime();
    if (tree.isEmpty() || now - treeNanoTime >= TREE_INTERVAL_NANOS) {
      tree = ProcessTree.of(pid);
      treeNanoTime = now;
    }
    return tree;
  }

  /** Null once a member does not tell: a sum without it would be wrong. */
  private static Long plus(Long sum, Optional<Long> more) {
    return sum == null || more.isEmpty() ? null : Long.valueOf(sum + more.get());
  }

  private static long sum(List<Stat> stats, Function<Stat, Long> field) {
    return stats.stream().mapToLong(field::apply).sum();
  }

  /** The kernel has no sum over threads: what each did since it was last seen is added up. */
  private void countSwitches(Path process) {
    Path threads = process.resolve("task");
    ProcFile.list(threads).forEach(thread -> countSwitchesOfThread(threads, thread));
  }

  private void countSwitchesOfThread(Path threads, String thread) {
    Optional<String> status = ProcFile.read(threads.resolve(thread + "/status"));
    Optional<Long> voluntary = status.flatMap(s -> ProcFile.field(s, "voluntary_ctxt_switches"));
    Optional<Long> involuntary =
        status.flatMap(s -> ProcFile.field(s, "nonvoluntary_ctxt_switches"));
    if (voluntary.isPresent() && involuntary.isPresent()) {
      long[] now = {voluntary.get(), involuntary.get()};
      long[] before = switchesOfThreads.put(thread, now);
      voluntarySwitches += before == null ? now[0] : Math.max(0, now[0] - before[0]);
      involuntarySwitches += before == null ? now[1] : Math.max(0, now[1] - before[1]);
    }
  }

  /**
   * What /proc/PID/stat says, see proc(5): of a process and of the children it has waited for.
   *
   * @param ended whether only its parent has not looked yet
   */
  private record Stat(
      boolean ended, long minorFaults, long majorFaults, long cpuTicks, long residentPages) {

    private static final String ZOMBIE = "Z";

    static Stat parse(String text) {
      // The name may hold spaces and parentheses; fields are counted from what follows it.
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      return new Stat(
          fields[0].equals(ZOMBIE),
          number(fields, 10) + number(fields, 11),
          number(fields, 12) + number(fields, 13),
          number(fields, 14) + number(fields, 15) + number(fields, 16) + number(fields, 17),
          number(fields, 24));
    }

    /** Returns a field by its number in proc(5), in which the state is the third. */
    private static long number(String[] fields, int number) {
      return Long.parseLong(fields[number - 3]);
    }
  }
}
