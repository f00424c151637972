package dev.runvar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between packages and the fences around libraries, as docs/architecture.md has them.
 */
class ArchitectureTest {

  private static final String ROOT = "dev.runvar.";

  /** What each package may import of ours. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("audit", Set.of()),
          Map.entry("host", Set.of()),
          Map.entry("telemetry", Set.of()),
          Map.entry("statistics", Set.of()),
          Map.entry("workload", Set.of("model", "audit", "host", "telemetry")),
          Map.entry("program", Set.of()),
          Map.entry("probe", Set.of("host", "telemetry")),
          Map.entry("study", Set.of("model", "workload", "program")),
          Map.entry("store", Set.of("study", "telemetry", "program")),
          Map.entry(
              "execution", Set.of("study", "workload", "probe", "telemetry", "store", "program")),
          Map.entry("hypothesis", Set.of("statistics")),
          Map.entry("facts", Set.of()),
          Map.entry("exchange", Set.of("study", "telemetry", "store", "hypothesis")),
          Map.entry("report", Set.of("hypothesis", "study")),
          Map.entry("benchmark", Set.of("model")),
          Map.entry(
              "spark",
              Set.of(
                  "study", "telemetry", "execution", "store", "facts", "hypothesis", "statistics")),
          Map.entry(
              "cli",
              Set.of(
                  "model",
                  "audit",
                  "host",
                  "telemetry",
                  "statistics",
                  "workload",
                  "probe",
                  "program",
                  "study",
                  "store",
                  "execution",
                  "hypothesis",
                  "exchange",
                  "report",
                  "benchmark",
                  "spark")));

  /** Which package alone may use a library. */
  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          Map.entry("org.apache.spark..", Set.of("spark")),
          Map.entry("org.apache.parquet..", Set.of("store")),
          Map.entry("org.apache.hadoop..", Set.of("store", "spark")),
          Map.entry("oshi..", Set.of("host")),
          Map.entry("org.sqlite..", Set.of("audit")),
          Map.entry("java.sql..", Set.of("audit", "benchmark")),
          Map.entry("org.openjdk.jmh..", Set.of("benchmark")),
          Map.entry("org.jfree..", Set.of("report")),
          Map.entry("picocli..", Set.of("cli")),
          Map.entry("org.yaml..", Set.of("study")),
          Map.entry("com.google.re2j..", Set.of("study", "execution")),
          Map.entry("org.apache.commons.csv..", Set.of("study")));

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("jmh_generated"))
            .importPackages("dev.runvar");
  }

  static Stream<String> packages() {
    // The command line may import everything; that nothing imports it, the others' rules say.
    return ARROWS.keySet().stream().filter(name -> !name.equals("cli")).sorted();
  }

  static Stream<String> libraries() {
    return FENCES.keySet().stream().sorted();
  }

  @Test
  void every_package_has_its_arrows() {
    Set<String> found =
        classes.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.substring(ROOT.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(ARROWS.keySet()), found);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void a_package_imports_only_what_its_arrows_allow(String name) {
    String[] forbidden =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(name) && !ARROWS.get(name).contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    rule(name, forbidden).check(classes);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_library_stays_behind_its_fence(String library) {
    String[] inside =
        FENCES.get(library).stream().map(name -> ROOT + name + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(inside)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(classes);
  }

  /** It is there for a bench and for tests only, which find it by its JDBC address. */
  @Test
  void nothing_names_the_peer_of_the_analysis_bench() {
    noClasses().should().dependOnClassesThat().resideInAPackage("org.duckdb..").check(classes);
  }

  @Test
  void the_model_needs_nothing_but_the_platform() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "model..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(ROOT + "model..", "java..", "javax..")
        .check(classes);
  }

  @Test
  void packages_have_no_cycle() {
    slices().matching("dev.runvar.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void only_the_mains_exit() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "cli.Main")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "workload.RunProcess")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(classes);
  }

  @Test
  void the_model_has_no_clock() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "model..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.time..", "java.io..", "java.nio.file..")
        .check(classes);
  }

  private static ArchRule rule(String name, String[] forbidden) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden);
  }
}
