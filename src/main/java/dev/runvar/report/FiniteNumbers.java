package dev.runvar.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;

/** JSON has no NaN and no infinity: a number that is not finite is written as null. */
final class FiniteNumbers {

  private FiniteNumbers() {}

  static Module module() {
    return new SimpleModule("finite numbers")
        .addSerializer(Double.class, new Writer())
        .addSerializer(double.class, new Writer())
        .addSerializer(DoubleNode.class, new NodeWriter())
        .addDeserializer(double.class, new Reader());
  }

  private static final class Writer extends JsonSerializer<Double> {

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  /** Criteria stand in an analysis as trees. */
  private static final class NodeWriter extends JsonSerializer<DoubleNode> {

    @Override
    public void serialize(DoubleNode node, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      new Writer().serialize(node.doubleValue(), json, provider);
    }
  }

  /** A value that cannot be null in Java was NaN or infinite. */
  private static final class Reader extends JsonDeserializer<Double> {

    @Override
    public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return json.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
