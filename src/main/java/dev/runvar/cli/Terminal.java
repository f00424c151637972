package dev.runvar.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output and standard error of this process, for commands, libraries and their logs. */
final class Terminal {

  private final TerminalPrinter out = printer(FileDescriptor.out);
  private final TerminalPrinter err = printer(FileDescriptor.err);

  /**
   * Takes over both streams. Must be called before anything is logged, because a logger keeps the
   * stream that it finds.
   */
  static Terminal open() {
    Terminal terminal = new Terminal();
    System.setOut(stream(terminal.out));
    System.setErr(stream(terminal.err));
    return terminal;
  }

  TerminalPrinter out() {
    return out;
  }

  TerminalPrinter err() {
    return err;
  }

  /** Prints a last line to standard error; after it, neither stream prints anything. */
  void silence(String lastLine) {
    err.printLast(lastLine);
    out.silence();
  }

  private static TerminalPrinter printer(FileDescriptor descriptor) {
    return new TerminalPrinter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }

  private static PrintStream stream(TerminalPrinter printer) {
    return new PrintStream(new PrintedBytes(printer), true, StandardCharsets.UTF_8);
  }

  /** Bytes of UTF-8, which print streams flush only after whole characters. */
  private static final class PrintedBytes extends OutputStream {

    private final TerminalPrinter printer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PrintedBytes(TerminalPrinter printer) {
      this.printer = printer;
    }

    @Override
    public synchronized void write(int b) {
      bytes.write(b);
    }

    @Override
    public synchronized void write(byte[] b, int offset, int length) {
      bytes.write(b, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
      printer.print(bytes.toString(StandardCharsets.UTF_8));
      printer.flush();
      bytes.reset();
    }
  }
}
