package dev.runvar.profile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the paths of calls from the bottom of the stack; each path refers to the one it extends.
 */
final class CallPaths {

  /** The path without calls. */
  static final int NONE = -1;

  private record Extension(int parent, FunctionId function) {}

  private final Map<Extension, Integer> numbers = new HashMap<>();
  private final List<Extension> extensions = new ArrayList<>();

  /** Returns all paths that are a beginning of a stack. */
  List<Integer> ofStack(List<Frame> stack) {
    List<Integer> paths = new ArrayList<>();
    int path = NONE;
    for (int i = stack.size() - 1; i >= 0; i--) {
      path = extended(path, stack.get(i).functionId());
      paths.add(path);
    }
    return paths;
  }

  /** Returns the path that is the whole stack. */
  int end(List<Frame> stack) {
    List<Integer> paths = ofStack(stack);
    return paths.isEmpty() ? NONE : paths.get(paths.size() - 1);
  }

  private int extended(int parent, FunctionId function) {
    return numbers.computeIfAbsent(
        new Extension(parent, function),
        added -> {
          extensions.add(added);
          return extensions.size() - 1;
        });
  }

  int parent(int path) {
    return extensions.get(path).parent();
  }

  FunctionId function(int path) {
    return extensions.get(path).function();
  }

  /** Returns the functions of a path, the outermost first. */
  List<FunctionId> functions(int path) {
    Deque<FunctionId> functions = new ArrayDeque<>();
    for (int at = path; at != NONE; at = parent(at)) {
      functions.addFirst(function(at));
    }
    return List.copyOf(functions);
  }
}
