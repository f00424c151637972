package dev.runvar.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Tells a program's own code from libraries and the runtime. */
final class UserCode {

  private static final Pattern PYTHON_LIBRARY =
      Pattern.compile("/(?:site|dist)-packages/|/lib(?:64)?/python\\d|/python\\d+\\.zip/");

  private static final List<String> JVM_LIBRARIES =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "kotlin.", "kotlinx.", "scala.");

  /** The standard packages of Go. Packages of programs have a dot in their path, or are main. */
  private static final Pattern GO_LIBRARY =
      Pattern.compile(
          "(?:archive|bufio|bytes|cmp|compress|container|context|crypto|database|debug|encoding|errors"
              + "|expvar|flag|fmt|hash|html|image|internal|io|iter|log|maps|math|mime|net|os|reflect"
              + "|regexp|runtime|slices|sort|strconv|strings|sync|syscall|text|time|unicode|unique"
              + "|vendor|weak|type:)(?:/[\\w/]+)?\\.[\\w(*].*");

  private UserCode() {}

  /** Returns whether a symbol belongs to a standard package of Go. */
  static boolean isGoLibrary(String symbol) {
    return GO_LIBRARY.matcher(symbol).matches();
  }

  /**
   * Returns whether a Python file belongs to the program; frozen and generated code has no file.
   */
  static boolean isPython(String file) {
    return file.equals("<stdin>")
        || (!file.startsWith("<") && !PYTHON_LIBRARY.matcher(file).find());
  }

  /** Returns whether a class of the JVM belongs to the program. */
  static boolean isJvm(String className) {
    return JVM_LIBRARIES.stream().noneMatch(className::startsWith);
  }

  /** Returns whether a script of Node belongs to the program; built-in code has no path. */
  static boolean isNode(String file) {
    return !file.isEmpty()
        && !file.startsWith("node:")
        && !file.startsWith("(")
        && !file.startsWith("internal/")
        && !file.contains("/node_modules/");
  }

  /** Returns a file as seen from the program's directory, unchanged if it is not in there. */
  static String relative(String file, Path program) {
    if (!file.startsWith("/")) {
      return file;
    }
    Path path = Path.of(file);
    Path root = program.toAbsolutePath().normalize();
    return path.startsWith(root) ? root.relativize(path).toString() : file;
  }
}
