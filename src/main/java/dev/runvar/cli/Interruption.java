package dev.runvar.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Handles Ctrl-C and termination signals. Without a handler, the virtual machine ends at once with
 * the same exit codes, and any failure during its end prints a stack trace.
 */
final class Interruption {

  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private Interruption() {}

  /** Registers a handler, which is called in its own thread with the number of the signal. */
  static void handle(IntConsumer handler) {
    SIGNALS.forEach((name, number) -> handle(name, () -> handler.accept(number)));
  }

  /** Uses reflection, because the compiler's warning about the class cannot be suppressed. */
  private static void handle(String name, Runnable handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Interruption.class.getClassLoader(),
              new Class<?>[] {signalHandler},
              (self, method, arguments) -> {
                handler.run();
                return null;
              });
      signal
          .getMethod("handle", signal, signalHandler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      // The virtual machine was told to leave this signal alone (-Xrs).
      return;
    } catch (ReflectiveOperationException e) {
      // This virtual machine lacks the class; its default handling differs only in its messages.
      return;
    }
  }
}
