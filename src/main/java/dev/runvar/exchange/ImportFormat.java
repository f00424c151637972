package dev.runvar.exchange;

/** A format of files that a pack can read, found on the class path. */
public interface ImportFormat {

  /** Returns the end of the names of such files, without the dot, in lower case. */
  String ending();

  /** Returns what such a file is, for messages. */
  String words();

  /** Returns what reads a file. */
  RunSource source(InputFile file, RunDefaults defaults);
}
