package dev.runvar.instrument;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A process and what it started, as far as the parents of all are still there (Linux). */
final class ProcessTree {

  private static final Path PROC = Path.of("/proc");

  private ProcessTree() {}

  /** Returns the ids of a process and its descendants; only its own where /proc is not Linux's. */
  static List<Long> of(long pid) {
    List<Long> tree = new ArrayList<>();
    Deque<Long> open = new ArrayDeque<>(List.of(pid));
    while (!open.isEmpty()) {
      long next = open.removeFirst();
      tree.add(next);
      open.addAll(children(next));
    }
    return tree;
  }

  /** Each thread has its own children. */
  private static List<Long> children(long pid) {
    List<Long> children = new ArrayList<>();
    Path threads = PROC.resolve(pid + "/task");
    for (String thread : ProcFile.list(threads)) {
      // A thread that has ended since, or a kernel that does not tell, has none.
      String text = ProcFile.read(threads.resolve(thread + "/children")).orElse("");
      for (String child : text.split(" ", -1)) {
        if (!child.isEmpty()) {
          children.add(Long.parseLong(child));
        }
      }
    }
    return children;
  }
}
