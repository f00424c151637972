package dev.runvar.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

/** The form of the JSON files in a workspace. */
final class Json {

  /** One line a value: run records and the plan. */
  static final ObjectMapper LINES =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule().addDeserializer(String.class, new SharedStrings()))
          .build();

  /** For people: the manifest. */
  static final ObjectMapper INDENTED = LINES.copy().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}
}
