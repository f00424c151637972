package dev.runvar.profile;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions of native code, by their symbols and the libraries that they are in. */
final class NativeCode {

  /** Functions that span the whole program, and so locate nothing. */
  private static final Set<String> ENTRIES =
      Set.of("main", "MAIN__", "_start", "__libc_start_main", "__libc_start_call_main");

  /** Libraries of compilers and of the system. */
  private static final Pattern SYSTEM_LIBRARY =
      Pattern.compile(
          "(?:ld-linux|libc|libm|libmvec|libdl|librt|libpthread|libstdc[+][+]|libc[+][+]|libgcc_s|libgomp|libiomp\\d*"
              + "|libgfortran|libquadmath|libasyncProfiler|libstdbuf|libjemalloc|libtcmalloc)(?![A-Za-z]).*[.]so.*|\\[.*\\]|");

  /**
   * A procedure of a Fortran module. GNU: {@code __module_MOD_procedure}; Intel: {@code
   * module_mp_procedure_}.
   */
  private static final Pattern IN_MODULE =
      Pattern.compile("__(?<gnu>\\w+)_MOD_(?<of>\\w+)|(?<intel>\\w+)_mp_(?<in>\\w+)_");

  private NativeCode() {}

  /**
   * Returns a call of a function.
   *
   * @param library or the program itself
   * @param isProgram whether the function is in the program itself, and not in a library
   */
  static Frame frame(String library, String symbol, int line, boolean isProgram) {
    return new Frame(library, readable(symbol), 0, line, isProgram && !ENTRIES.contains(symbol));
  }

  /** Returns whether a file is a library that any program may have. */
  static boolean isSystemLibrary(String file) {
    return SYSTEM_LIBRARY.matcher(file).matches();
  }

  /** Returns {@code module::procedure}, and any other symbol as it is. */
  static String readable(String symbol) {
    Matcher procedure = IN_MODULE.matcher(symbol);
    if (!procedure.matches()) {
      return symbol;
    }
    return procedure.group("gnu") == null
        ? procedure.group("intel") + "::" + procedure.group("in")
        : procedure.group("gnu") + "::" + procedure.group("of");
  }
}
