package dev.runvar.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Procedures of Fortran modules, which compilers give names of their own. */
final class FortranSymbol {

  /** GNU: {@code __module_MOD_procedure}; Intel: {@code module_mp_procedure_}. */
  private static final Pattern IN_MODULE =
      Pattern.compile("__(?<gnu>\\w+)_MOD_(?<of>\\w+)|(?<intel>\\w+)_mp_(?<in>\\w+)_");

  private FortranSymbol() {}

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
