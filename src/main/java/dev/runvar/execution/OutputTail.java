package dev.runvar.execution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Drains a stream of a process to its end on a thread of its own, keeping the last lines and never
 * more than that. A carriage return ends a line too, as progress bars use it.
 */
final class OutputTail {

  private static final int LINES = 20;

  /** What of a line is handed on; the rest is cut. */
  private static final int LINE_BYTES = 64 << 10;

  /** What of a line is kept. */
  private static final int KEPT_CHARACTERS = 2_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private final byte[] line = new byte[LINE_BYTES];
  private final Consumer<List<String>> listener;
  private final List<String> complete = new ArrayList<>();
  private final Thread thread;
  private int lineSize;

  /**
   * Drains a stream.
   *
   * @param listener told of the lines that came together, on the thread of this tail
   */
  OutputTail(InputStream stream, String name, Consumer<List<String>> listener) {
    this.listener = listener;
    thread = new Thread(() -> drain(stream), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns whether all of the stream was read. */
  boolean hasEnded() {
    return !thread.isAlive();
  }

  /** Returns the last lines so far. */
  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void drain(InputStream stream) {
    byte[] chunk = new byte[1 << 16];
    try (stream) {
      for (int size = stream.read(chunk); size >= 0; size = stream.read(chunk)) {
        accept(chunk, size);
        handOn();
      }
    } catch (IOException e) {
      // The process was ended and its stream closed: what was read is what there is.
      return;
    } finally {
      endLine();
      handOn();
    }
  }

  private void handOn() {
    if (!complete.isEmpty()) {
      listener.accept(List.copyOf(complete));
      complete.clear();
    }
  }

  private void accept(byte[] chunk, int size) {
    int start = 0;
    for (int i = 0; i < size; i++) {
      if (chunk[i] == '\n' || chunk[i] == '\r') {
        append(chunk, start, i);
        endLine();
        start = i + 1;
      }
    }
    append(chunk, start, size);
  }

  private void append(byte[] chunk, int start, int end) {
    int length = Math.min(end - start, LINE_BYTES - lineSize);
    System.arraycopy(chunk, start, line, lineSize, length);
    lineSize += length;
  }

  private void endLine() {
    if (lineSize == 0) {
      return;
    }
    String text = new String(line, 0, lineSize, StandardCharsets.UTF_8).stripTrailing();
    lineSize = 0;
    synchronized (lines) {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.addLast(text.substring(0, Math.min(KEPT_CHARACTERS, text.length())));
    }
    complete.add(text);
  }
}
