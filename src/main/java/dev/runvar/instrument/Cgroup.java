package dev.runvar.instrument;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limits of control groups, version 2, that a process is under, and what it used of them. */
final class Cgroup {

  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final String UNIFIED = "0::";
  private static final String UNLIMITED = "max";

  /** This group and those that it is in, from the inside out. */
  private final List<Path> groups;

  private Cgroup(List<Path> groups) {
    this.groups = groups;
  }

  static Cgroup ofThisProcess() {
    return of(ProcFile.read(Path.of("/proc/self/cgroup")).orElse(""), MOUNT);
  }

  /**
   * The group of a process.
   *
   * @param membership what /proc/PID/cgroup says
   * @param mount where the hierarchy is mounted; one of version 1 has no limits that are known here
   */
  static Cgroup of(String membership, Path mount) {
    List<Path> groups = new ArrayList<>();
    membership
        .lines()
        .filter(line -> line.startsWith(UNIFIED))
        .map(line -> mount.resolve(line.substring(UNIFIED.length() + 1)).normalize())
        .filter(own -> own.startsWith(mount))
        .findFirst()
        .ifPresent(
            own -> {
              for (Path group = own; group.startsWith(mount); group = group.getParent()) {
                groups.add(group);
              }
            });
    return new Cgroup(groups);
  }

  /** Returns the tightest limit of processor time, if there is one. */
  Optional<Processor> processor() {
    Processor tightest = null;
    for (Path group : groups) {
      String[] quota = ProcFile.read(group.resolve("cpu.max")).orElse(UNLIMITED).split(" ", -1);
      if (quota.length == 2 && !quota[0].equals(UNLIMITED)) {
        double cores = Double.parseDouble(quota[0]) / Double.parseDouble(quota[1].strip());
        if (tightest == null || cores < tightest.cores) {
          tightest = new Processor(group, cores);
        }
      }
    }
    return Optional.ofNullable(tightest);
  }

  /** Returns the tightest limit of memory, if there is one. */
  Optional<Memory> memory() {
    Memory tightest = null;
    for (Path group : groups) {
      String limit = ProcFile.read(group.resolve("memory.max")).orElse(UNLIMITED).strip();
      if (!limit.equals(UNLIMITED)) {
        long bytes = Long.parseLong(limit);
        if (tightest == null || bytes < tightest.bytes) {
          tightest = new Memory(group, bytes);
        }
      }
    }
    return Optional.ofNullable(tightest);
  }

  /** A group that may use so many cores. */
  record Processor(Path group, double cores) {

    /** Returns the processor time of the group since it began, null if it does not tell. */
    Long usedNanos() {
      return nanos("usage_usec");
    }

    /** Returns how long it was kept off its cores since it began, null if it does not tell. */
    Long throttledNanos() {
      return nanos("throttled_usec");
    }

    String source() {
      return "cgroup v2 %s/cpu.stat, of %s cores".formatted(group, cores);
    }

    private Long nanos(String field) {
      return ProcFile.read(group.resolve("cpu.stat"))
          .flatMap(text -> ProcFile.spaced(text, field))
          .map(micros -> 1_000 * micros)
          .orElse(null);
    }
  }

  /** A group that may use so many bytes. */
  record Memory(Path group, long bytes) {

    /** Returns what the kernel cannot take back at once, null if the group does not tell. */
    Long usedBytes() {
      Optional<Long> cache =
          ProcFile.read(group.resolve("memory.stat"))
              .flatMap(text -> ProcFile.spaced(text, "inactive_file"));
      return ProcFile.read(group.resolve("memory.current"))
          .map(text -> Long.parseLong(text.strip()) - cache.orElse(0L))
          .orElse(null);
    }

    String source() {
      return "cgroup v2 %s/memory.current, of %,d bytes".formatted(group, bytes);
    }
  }
}
