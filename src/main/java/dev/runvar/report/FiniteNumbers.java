package dev.runvar.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** JSON has no NaN and no infinity: a number that is not finite is written as null. */
final class FiniteNumbers extends JsonGeneratorDelegate {

  FiniteNumbers(JsonGenerator generator) {
    super(generator, false);
  }

  @Override
  public void writeNumber(double value) throws IOException {
    if (Double.isFinite(value)) {
      super.writeNumber(value);
    } else {
      writeNull();
    }
  }

  /** Reads null as NaN where a value cannot be null in Java. */
  static Module reader() {
    return new SimpleModule("finite numbers").addDeserializer(double.class, new Reader());
  }

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
