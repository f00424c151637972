package dev.runvar.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Ctrl-C and the requests to end that other programs send. Without a handler, the virtual machine
 * ends at once with the same exit codes, and whatever then fails prints its stack trace.
 */
final class Interruption {

  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private Interruption() {}

  /** Has the handler called, in a thread of its own, with the number of each such signal. */
  static void handle(IntConsumer handler) {
    SIGNALS.forEach((name, number) -> handle(name, () -> handler.accept(number)));
  }

  /** By reflection, because the compiler warns of the class, and cannot be told not to. */
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
      // Another virtual machine: its own way to end is as good but for its messages.
      return;
    }
  }
}
