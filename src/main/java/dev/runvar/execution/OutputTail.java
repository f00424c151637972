package dev.runvar.execution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Drains a stream of a process to its end, keeping the last lines and never more than that. */
final class OutputTail {

  private static final int LINES = 20;
  private static final int LINE_BYTES = 2_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private final byte[] line = new byte[LINE_BYTES];
  private int lineSize;
  private final Thread thread;

  OutputTail(InputStream stream, String name) {
    thread = new Thread(() -> drain(stream), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the last lines once the stream has ended, or as they are after a moment. */
  List<String> lines() throws InterruptedException {
    // A grandchild may hold the stream open long after the process is gone.
    thread.join(1_000);
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void drain(InputStream stream) {
    byte[] chunk = new byte[8_192];
    try (stream) {
      for (int size = stream.read(chunk); size >= 0; size = stream.read(chunk)) {
        for (int i = 0; i < size; i++) {
          accept(chunk[i]);
        }
      }
    } catch (IOException e) {
      // The process was ended and its stream closed: what was read is what there is.
      return;
    } finally {
      endLine();
    }
  }

  private void accept(byte b) {
    if (b == '\n') {
      endLine();
    } else if (lineSize < LINE_BYTES) {
      line[lineSize++] = b;
    }
  }

  private void endLine() {
    if (lineSize == 0) {
      return;
    }
    synchronized (lines) {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.addLast(new String(line, 0, lineSize, StandardCharsets.UTF_8).stripTrailing());
    }
    lineSize = 0;
  }
}
