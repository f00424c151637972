package dev.runvar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

  /** What each package may import of ours; {@code cli} may import everything. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("telemetry", Set.of()),
          Map.entry("statistics", Set.of()),
          Map.entry("result", Set.of()),
          Map.entry("program", Set.of("telemetry")),
          Map.entry("instrument", Set.of("telemetry")),
          Map.entry("profile", Set.of("statistics")),
          Map.entry("study", Set.of("program")),
          Map.entry("store", Set.of("program", "study", "telemetry")),
          Map.entry(
              "execution",
              Set.of("instrument", "profile", "program", "store", "study", "telemetry")),
          Map.entry("exchange", Set.of("store", "study", "telemetry")),
          Map.entry("facts", Set.of("result", "statistics")),
          Map.entry("causes", Set.of("facts", "result", "statistics", "telemetry")),
          Map.entry("comparison", Set.of("facts", "result", "statistics")),
          Map.entry("report", Set.of("result")),
          Map.entry(
              "spark",
              Set.of(
                  "causes",
                  "comparison",
                  "execution",
                  "facts",
                  "profile",
                  "program",
                  "result",
                  "statistics",
                  "store",
                  "study",
                  "telemetry")),
          Map.entry("nrm", Set.of("instrument", "program", "telemetry")),
          Map.entry(
              "paper8",
              Set.of(
                  "causes",
                  "exchange",
                  "facts",
                  "report",
                  "result",
                  "statistics",
                  "store",
                  "study",
                  "telemetry")),
          Map.entry(
              "lab",
              Set.of(
                  "causes",
                  "result",
                  "exchange",
                  "facts",
                  "instrument",
                  "nrm",
                  "paper8",
                  "report",
                  "spark",
                  "statistics",
                  "store",
                  "study",
                  "telemetry")));

  /** Packages that everybody may read without knowing the published study. */
  private static final Set<String> PACKS = Set.of("nrm", "paper8", "lab", "cli");

  /** Words of the published study. */
  private static final Pattern PUBLISHED =
      Pattern.compile(
          "\\bpapers?\\b|\\bC25[6-9]\\b|(?-i:\\bH[1-5]\\b)|\\btiers?\\b|phase ?1[ab]",
          Pattern.CASE_INSENSITIVE);

  /** Which package alone may use a library. */
  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          Map.entry("org.apache.spark..", Set.of("spark")),
          Map.entry("org.apache.parquet..", Set.of("store")),
          Map.entry("org.apache.hadoop..", Set.of("store", "spark")),
          Map.entry("oshi..", Set.of("instrument")),
          Map.entry("org.sqlite..", Set.of("nrm.audit")),
          Map.entry("java.sql..", Set.of("nrm.audit", "lab")),
          Map.entry("org.openjdk.jmh..", Set.of("lab")),
          Map.entry("org.jfree..", Set.of("report.chart")),
          Map.entry("picocli..", Set.of("cli")),
          Map.entry("org.yaml..", Set.of("study")),
          Map.entry("com.google.re2j..", Set.of("study", "execution")),
          Map.entry("org.apache.commons.csv..", Set.of("study", "exchange")));

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
    return ARROWS.keySet().stream().sorted();
  }

  static Stream<String> libraries() {
    return FENCES.keySet().stream().sorted();
  }

  /** Returns the part of a package's name by which the table knows it. */
  private static String topLevel(JavaClass type) {
    String name = type.getPackageName().substring(ROOT.length());
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  @Test
  void every_package_has_its_arrows() {
    Set<String> known = new TreeSet<>(ARROWS.keySet());
    known.add("cli");
    assertEquals(
        known,
        classes.stream()
            .map(ArchitectureTest::topLevel)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** An arrow that nothing uses would let something in unseen. */
  @ParameterizedTest
  @MethodSource("packages")
  void a_package_imports_exactly_what_its_arrows_allow(String name) {
    Set<String> used =
        classes.stream()
            .filter(type -> topLevel(type).equals(name))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(Dependency::getTargetClass)
            .filter(type -> type.getPackageName().startsWith(ROOT))
            .map(ArchitectureTest::topLevel)
            .filter(other -> !other.equals(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(ARROWS.get(name)), used);
  }

  @Test
  void the_core_does_not_speak_of_the_published_study() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path root : List.of(Path.of("src/main/java/dev/runvar"), Path.of("src/main/resources"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!isOfPack(root.relativize(file))) {
            words(file).forEach(found::add);
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  private static boolean isOfPack(Path file) {
    return PACKS.contains(file.getName(0).toString()) || file.startsWith("META-INF");
  }

  private static List<String> words(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> PUBLISHED.matcher(line).find())
        .map(line -> file + ": " + line.strip())
        .toList();
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
        .resideInAPackage(ROOT + "nrm.model..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(ROOT + "nrm.model..", "java..", "javax..")
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
        .doNotHaveFullyQualifiedName(ROOT + "nrm.RunProcess")
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
        .resideInAPackage(ROOT + "nrm.model..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.time..", "java.io..", "java.nio.file..")
        .check(classes);
  }
}
