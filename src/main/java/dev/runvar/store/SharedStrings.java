package dev.runvar.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Reads texts so that equal ones are mostly the same object. Host, build and file names, which a
 * hundred thousand records repeat, are thus in memory once.
 */
final class SharedStrings extends StdScalarDeserializer<String> {

  private static final long serialVersionUID = 1L;

  /** Slots of the table, a power of two; a text replaces another one in the same slot. */
  private static final int PLACES = 1 << 12;

  private static final AtomicReferenceArray<String> KNOWN = new AtomicReferenceArray<>(PLACES);

  SharedStrings() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    String text = StringDeserializer.instance.deserialize(parser, context);
    if (text == null) {
      return null;
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    String known = KNOWN.get(place);
    if (text.equals(known)) {
      return known;
    }
    KNOWN.set(place, text);
    return text;
  }
}
