package dev.runvar.exchange;

/** A format of files that a pack can read, found on the class path. */
public interface ImportFormat {

  /** Returns the extension of such files, without the dot, in lower case. */
  String ending();

  /** Returns a description of such a file, for messages. */
  String words();

  /** Returns the reader of a file. */
  RunSource source(InputFile file, RunDefaults defaults);
}
