package dev.runvar.study;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** Something on the class path that a study can ask for by {@code criteria:}. */
public interface CriteriaPack {

  String name();

  /** Returns the names of all packs on the class path. */
  static Set<String> names() {
    return ServiceLoader.load(CriteriaPack.class, CriteriaPack.class.getClassLoader()).stream()
        .map(pack -> pack.get().name())
        .collect(Collectors.toUnmodifiableSet());
  }
}
