package dev.runvar.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A YAML file of names with a text or a list of texts each. */
public final class TextMapping {

  private TextMapping() {}

  /**
   * Returns the texts by their names, in their order.
   *
   * @param file its name, for messages
   * @param names the names that it may have
   * @throws StudyException if the text is anything else
   */
  public static Map<String, List<String>> parse(String file, String text, Set<String> names) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    YamlNode.parse(file, text)
        .map(names)
        .forEach(
            (name, node) -> texts.put(name, node.isList() ? node.texts() : List.of(node.text())));
    return texts;
  }
}
