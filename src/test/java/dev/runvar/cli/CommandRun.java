package dev.runvar.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command as a user types it, executed in this process.
 *
 * @param out what it printed; so is {@code err} on standard error
 */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Returns all that it printed. */
  String text() {
    return out + err;
  }
}
