package dev.runvar.exchange;

import dev.runvar.telemetry.Column;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The target of a column of another program.
 *
 * @param name of the column, phase, parameter or gauge
 * @param column null unless the role is a column
 */
public record Target(Role role, String name, Column column) {

  /** The role of a column's values. */
  enum Role {
    EXPERIMENT,
    VARIANT,
    SEED,
    RUN,
    PARAMETER,
    COLUMN,
    PHASE,
    GAUGE
  }

  /** The allowed names of a target, for messages. */
  static final String ALLOWED =
      "experiment, variant, seed, run, param.NAME, phase.NAME, gauge.NAME, or a column of the telemetry";

  private static final String PARAMETER = "param.";
  private static final String PHASE = "phase.";
  private static final String GAUGE = "gauge.";
  private static final Set<Role> NAMED_ROLES =
      Set.of(Role.EXPERIMENT, Role.VARIANT, Role.SEED, Role.RUN);

  /** All columns except the elapsed time, which is always computed from the wall times. */
  private static final Map<String, Column> COLUMNS =
      Arrays.stream(Column.values())
          .filter(column -> column != Column.ELAPSED_NANOS)
          .collect(Collectors.toUnmodifiableMap(Column::columnName, Function.identity()));

  public Target {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(name, "name");
  }

  /** Returns the target of this name, if there is one. */
  public static Optional<Target> of(String name) {
    Optional<Target> role =
        NAMED_ROLES.stream()
            .filter(r -> r.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst()
            .map(r -> new Target(r, name, null));
    return role.or(() -> prefixed(name, PARAMETER, Role.PARAMETER))
        .or(() -> prefixed(name, PHASE, Role.PHASE))
        .or(() -> prefixed(name, GAUGE, Role.GAUGE))
        .or(
            () ->
                Optional.ofNullable(COLUMNS.get(name)).map(c -> new Target(Role.COLUMN, name, c)));
  }

  private static Optional<Target> prefixed(String name, String prefix, Role role) {
    return name.length() > prefix.length() && name.startsWith(prefix)
        ? Optional.of(new Target(role, name.substring(prefix.length()), null))
        : Optional.empty();
  }

  static Target gauge(String name) {
    return new Target(Role.GAUGE, name, null);
  }

  /** Returns whether the values are part of the identity of a run. */
  public boolean identifiesRun() {
    return NAMED_ROLES.contains(role) || role == Role.PARAMETER;
  }

  /** Returns a target of the same role with another name. */
  Target named(String other) {
    return new Target(role, other, column);
  }

  /** Returns whether the values are times. */
  boolean isTime() {
    return unit() == Column.Unit.NANOSECONDS;
  }

  /** Returns the unit of the values. */
  Column.Unit unit() {
    if (role == Role.PHASE) {
      return Column.Unit.NANOSECONDS;
    }
    return role == Role.COLUMN ? column.unit() : Column.Unit.COUNT;
  }

  /** Returns whether the values are whole numbers from 0. */
  boolean counts() {
    return role == Role.PHASE || (role == Role.COLUMN && column.type() == Column.Type.LONG);
  }
}
