package dev.runvar.profile;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The objects that a program held at one point in time.
 *
 * @param unixMicros when it was counted
 * @param durationNanos how long counting took
 * @param objects number of objects tracked by the runtime
 * @param allocatedBlocks number of blocks that the allocator has given out
 * @param types number of objects by type, the most frequent types only
 * @param containers the largest containers
 */
public record Census(
    long unixMicros,
    long durationNanos,
    long objects,
    long allocatedBlocks,
    Map<String, Long> types,
    List<Container> containers) {

  public Census {
    types = Map.copyOf(types);
    containers = List.copyOf(containers);
  }

  /**
   * A container with many entries.
   *
   * @param kind its type
   * @param name where it is held, as {@code function:local}, {@code module.name} or {@code
   *     Class.attribute}; empty if that is not known
   */
  public record Container(String kind, long entries, String name) {

    public Container {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(name, "name");
    }
  }

  /** Returns the same census at another time. */
  Census at(long otherUnixMicros) {
    return new Census(otherUnixMicros, durationNanos, objects, allocatedBlocks, types, containers);
  }

  /** Returns the entries of containers by their name, summed over containers of one name. */
  public Map<String, Long> entriesByName() {
    Map<String, Long> sums = new TreeMap<>();
    for (Container container : containers) {
      if (!container.name().isEmpty()) {
        sums.merge(container.name(), container.entries(), Long::sum);
      }
    }
    return sums;
  }
}
