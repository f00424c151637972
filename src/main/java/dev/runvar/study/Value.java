package dev.runvar.study;

/**
 * A text that a file gives, not empty and printable, with its place.
 *
 * @param name what the value is of: a key or a parameter
 */
record Value(Place place, String name, String text) {

  Value {
    if (text.isEmpty()) {
      throw place.notAllowed(name, "nothing", "one value");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw place.error(
          "%s: a control character is not allowed; allowed: printable text".formatted(name));
    }
  }

  /** Returns the name of a parameter, as a value that can be wrong itself. */
  static Value parameter(Place place, String name) {
    return new Value(place, "parameter", name);
  }

  StudyException notAllowed(String allowed) {
    return place.notAllowed(name, '"' + text + '"', allowed);
  }
}
