package dev.runvar.exchange;

import dev.runvar.study.Place;
import dev.runvar.study.StudyException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a user named, whose mistakes are shown by this name. */
public record InputFile(String name, Path path) {

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  public Place place(int line) {
    return new Place(name, line);
  }

  /** Opens the file as text in UTF-8, without the mark that some programs begin it with. */
  public BufferedReader open() {
    try {
      BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      throw cannotRead(e, 1);
    }
  }

  /** Opens the file as it is. */
  InputStream bytes() {
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw cannotRead(e, 1);
    }
  }

  /** Returns the user's view of a file that cannot be read any further. */
  public StudyException cannotRead(IOException e, int line) {
    if (e instanceof CharacterCodingException) {
      return place(line).error("not text here or below; allowed: text in UTF-8");
    }
    if (e instanceof NoSuchFileException) {
      return place(line).error("there is no such file; allowed: a file that can be read");
    }
    return place(line).error("cannot be read; allowed: a file that can be read: " + e.getMessage());
  }
}
