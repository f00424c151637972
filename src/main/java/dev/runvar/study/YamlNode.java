package dev.runvar.study;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A part of a YAML file that knows where it stands, so that any mistake in it can be shown there.
 *
 * <p>Scalars are texts: {@code on} and {@code off} are words here, not booleans.
 */
final class YamlNode {

  private final Place place;
  private final String name;
  private final Node node;

  private YamlNode(Place place, String name, Node node) {
    this.place = place;
    this.name = name;
    this.node = node;
  }

  private static Place placeOf(String file, Node node) {
    return new Place(file, node.getStartMark().getLine() + 1);
  }

  /** Reads a file that must hold one YAML mapping. */
  static YamlNode read(Path path) {
    String file = path.toString();
    return parse(file, text(path, file));
  }

  /** Reads a text that must hold one YAML mapping; messages name it as a file. */
  static YamlNode parse(String file, String text) {
    try {
      Node root = new Yaml(options()).compose(new StringReader(text));
      if (root == null) {
        throw new StudyException(
            file, 1, "the file is empty; give a study, starting with study: NAME");
      }
      return new YamlNode(placeOf(file, root), "the file", root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new StudyException(
          file, line, "not YAML: " + e.getProblem() + "; give one YAML mapping");
    } catch (YAMLException e) {
      throw new StudyException(file, 1, "not YAML: " + e.getMessage() + "; give one YAML mapping");
    }
  }

  /** The depth of nesting and the number of aliases are limited by default. */
  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(StudyInput.MOST_BYTES);
    return options;
  }

  private static String text(Path path, String file) {
    byte[] bytes;
    try {
      bytes = StudyInput.read(path);
    } catch (NoSuchFileException e) {
      throw new StudyException(
          file,
          "there is no such file; give a study file, or the name of a study in the workspace");
    } catch (StudyInput.UnsuitableFileException e) {
      throw new StudyException(file, "%s; give a file of at most 16 MB".formatted(e.getMessage()));
    } catch (IOException e) {
      throw new StudyException(
          file, "the file cannot be read; give a readable file: " + e.getMessage());
    }
    return Utf8.decode(file, bytes, "YAML in UTF-8");
  }

  String name() {
    return name;
  }

  Place place() {
    return place;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Returns whether this is a single value, and not an empty one. */
  boolean isText() {
    return node instanceof ScalarNode scalar && !scalar.getValue().isEmpty();
  }

  StudyException error(String what) {
    return place.error(what);
  }

  StudyException notAllowed(String allowed) {
    return place.notAllowed(name, shown(), allowed);
  }

  /** Returns the entries of a mapping in their order; its keys must be among those allowed. */
  Map<String, YamlNode> map(Set<String> allowedKeys) {
    Map<String, YamlNode> entries = map();
    for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
      if (!allowedKeys.contains(entry.getKey())) {
        throw entry
            .getValue()
            .error(
                "unknown key \"%s\" in %s; allowed: %s"
                    .formatted(
                        entry.getKey(), name, String.join(", ", new TreeSet<>(allowedKeys))));
      }
    }
    return entries;
  }

  /** Returns the entries of a mapping in their order; a key may not stand there twice. */
  Map<String, YamlNode> map() {
    if (!(node instanceof MappingNode mapping)) {
      throw notAllowed("a mapping, lines of key: value");
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      // A block of its own starts a line below its key: the key is what a reader looks for.
      Place at = placeOf(place.file(), tuple.getKeyNode());
      String key = new YamlNode(at, "a key of " + name, tuple.getKeyNode()).text();
      if (entries.put(key, new YamlNode(at, key, tuple.getValueNode())) != null) {
        throw at.error("duplicate key \"%s\" in %s; give each key once".formatted(key, name));
      }
    }
    return entries;
  }

  /** Returns the items of a list. */
  List<YamlNode> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw notAllowed("a list, as in [a, b]");
    }
    List<YamlNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new YamlNode(placeOf(place.file(), item), name, item));
    }
    return items;
  }

  /** Returns the items of a list of single values. */
  List<String> texts() {
    return list().stream().map(YamlNode::text).toList();
  }

  String text() {
    return value().text();
  }

  /** Returns the single value that this is. */
  Value value() {
    if (!(node instanceof ScalarNode scalar)) {
      throw notAllowed("one value");
    }
    return new Value(place, name, scalar.getValue());
  }

  String text(String form, String allowed) {
    String text = text();
    if (!text.matches(form)) {
      throw notAllowed(allowed);
    }
    return text;
  }

  long wholeNumber(long least, long most) {
    String allowed = "a whole number from %d to %d".formatted(least, most);
    String text = text("-?\\d{1,19}", allowed);
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Nineteen digits can be more than a long holds: out of range as well.
    }
    throw notAllowed(allowed);
  }

  <T> T oneOf(Map<String, T> values) {
    T value = values.get(text());
    if (value == null) {
      throw notAllowed(String.join(", ", values.keySet()));
    }
    return value;
  }

  <T> T parsed(Function<String, Optional<T>> parser, String allowed) {
    return parser.apply(text()).orElseThrow(() -> notAllowed(allowed));
  }

  private String shown() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().isEmpty() ? "nothing" : '"' + scalar.getValue() + '"';
    }
    return node instanceof MappingNode ? "a mapping" : "a list";
  }
}
