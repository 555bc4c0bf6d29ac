package dev.faultline.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The borders of modules and packages. */
@Tag("gate")
class ArchitectureTest {
    private static final String CHECKERS = "dev.faultline.checkers..";
    private static final String NODEIMAGE = "dev.faultline.nodeimage..";
    private static final String NODE = "dev.faultline.node..";
    private static final String REAL_NODE = "dev.faultline.node.real..";
    private static final String HARNESS = "dev.faultline.harness..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.faultline");

    @Test
    void everyModuleIsSeen() {
        Set<String> seen = ALL.stream()
                .map(c -> c.getPackageName().split("\\."))
                .filter(parts -> parts.length > 2)
                .map(parts -> parts[2])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(seen).contains("checkers", "nodeimage", "harness", "workloads", "systems", "cli");
    }

    @Test
    void checkersImportNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(CHECKERS)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.faultline..").and(not(resideInAPackage(CHECKERS))))
                .check(ALL);
    }

    @Test
    void checkersArePure() {
        noClasses()
                .that()
                .resideInAPackage(CHECKERS)
                .and()
                .resideOutsideOfPackage("dev.faultline.checkers.history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.time..", "java.util.logging..")
                .because(
                        "checkers do no input or output and know no clock; only the codecs of histories read files, and a page its own"
                                + " script and style")
                .check(ALL.that(notSerialization().and(not(simpleName("PageParts")))));
    }

    /** A class that depends on java.io for nothing but being a throwable or a serial version does no input or output. */
    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> notSerialization() {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "not a throwable", c -> !c.isAssignableTo(Throwable.class));
    }

    @Test
    void theNodeImageImportsNothingOfOurs() {
        noClasses()
                .that()
                .resideInAnyPackage(NODEIMAGE, NODE)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.faultline..").and(not(resideInAnyPackage(NODEIMAGE, NODE))))
                .check(ALL);
    }

    @Test
    void nodeProgramsSeeTheWorldThroughTheirEnvOnly() {
        noClasses()
                .that(resideInAPackage(NODE).and(not(resideInAPackage(REAL_NODE))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.util.concurrent..",
                                "java.net..",
                                "java.nio.channels..",
                                "java.nio.file..",
                                "java.time..",
                                "java.security..",
                                "java.util.logging..",
                                "org.slf4j..",
                                "io.netty..")
                        .or(type(Thread.class))
                        .or(type(ThreadLocal.class))
                        .or(type(Timer.class))
                        .or(type(Runtime.class))
                        .or(type(ProcessBuilder.class))
                        .or(resideInAPackage(REAL_NODE)))
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because(
                        "a node program runs on virtual time as well: it has no thread, clock, socket or file but its Env's")
                .check(ALL);
    }

    @Test
    void theHarnessImportsOnlyCheckers() {
        noClasses()
                .that()
                .resideInAPackage(HARNESS)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.faultline..").and(not(resideInAnyPackage(HARNESS, CHECKERS))))
                .check(ALL);
    }

    @Test
    void nothingImportsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.faultline.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.faultline.cli..")
                .check(ALL);
    }

    @Test
    void systemsAndWorkloadsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.faultline.systems..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.faultline.workloads..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("dev.faultline.workloads..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.faultline.systems..")
                .check(ALL);
    }

    @Test
    void theRunIsKnownToNobodyInTheHarnessButToSuites() {
        noClasses()
                .that()
                .resideInAPackage(HARNESS)
                .and()
                .resideOutsideOfPackages("dev.faultline.harness.run..", "dev.faultline.harness.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.faultline.harness.run..")
                .check(ALL);
    }

    @Test
    void theReportReadsStoredFilesOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.faultline.harness.report..")
                .should()
                .dependOnClassesThat(resideInAPackage(HARNESS)
                        .and(not(
                                resideInAnyPackage("dev.faultline.harness.report..", "dev.faultline.harness.store.."))))
                .check(ALL);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.faultline.harness.(**)")
                .should()
                .beFreeOfCycles()
                .check(ALL);
        slices().matching("dev.faultline.checkers.(**)")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    /** Provisioning happens before any run and times its own steps, in the one class that touches the machine. */
    @Test
    void onlyTheTimePackageReadsClocksAndDrawsRandomness() {
        noClasses()
                .that(resideInAPackage("dev.faultline..")
                        .and(not(resideInAnyPackage("dev.faultline.harness.time..", REAL_NODE)))
                        .and(not(simpleName("LocalMachine"))))
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(ALL);
    }

    @Test
    void everyPackageSaysWhatBelongsThere() {
        for (JavaPackage javaPackage : packages()) {
            assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                    .as(javaPackage.getName() + " has a package-info.java with @NullMarked")
                    .isTrue();
        }
    }

    @Test
    void publicClassesAreNotNamedForWhatTheyAreNot() {
        classes()
                .that()
                .resideInAPackage("dev.faultline..")
                .should()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .check(ALL);
    }

    private static Set<JavaPackage> packages() {
        return ALL.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
    }
}
