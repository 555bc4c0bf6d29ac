package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A project that is not ours, built by plain Maven against this build's jars. */
@ExtendWith(Containers.class)
class ExampleProjectIT {
    private static final Path TARGET = Path.of("target", "it").toAbsolutePath();

    @Test
    void its_safe_suite_passes_and_its_unsafe_one_fails_with_all_that_explains_it() throws Exception {
        IsolatedRepository repository =
                IsolatedRepository.of(Path.of("..").toAbsolutePath().normalize(), TARGET.resolve("repository"));
        Path project = TARGET.resolve("etcd-suite");
        IsolatedRepository.delete(project);
        copy(Path.of("src", "it", "etcd-suite"), project);

        List<String> output = maven(
                project,
                "-Dmaven.repo.local=" + repository.root(),
                "-Dfaultline.version=" + repository.version(),
                "-Dfaultline.docker=required",
                "verify");

        Map<String, String> failures = failures(project);
        assertThat(failures).as(String.join("\n", output)).hasSize(2);
        assertThat(failure(failures, "readsThroughRaft")).isEmpty();
        assertThat(failure(failures, "readsFromFollowers"))
                .startsWith("expected VALID, but the run is\nINVALID  key ")
                .contains(" is not linearizable: process ")
                .containsPattern("\n  process \\d+ \\(n\\d\\) read \\S+ from [\\d.]+ to [\\d.]+ s\n")
                .contains("; at this moment it is proved: ")
                .contains("\nseed:   6\n")
                .contains("\nagain:  mvn verify -Dit.test=EtcdRegisterIT#readsFromFollowersAreLinearizable"
                        + " -Dfaultline.seed=6\n")
                .contains("\nreport: " + project.resolve("results/etcd-register"));
        try (Stream<Path> runs = Files.list(project.resolve("results/etcd-register"))) {
            assertThat(runs.filter(run -> Files.exists(run.resolve("report.html")) && !Files.isSymbolicLink(run)))
                    .hasSize(2);
        }
    }

    private static List<String> maven(Path project, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp"));
        command.addAll(List.of(arguments));
        Path log = project.resolve("build.log");
        new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        return Files.readAllLines(log, StandardCharsets.UTF_8);
    }

    /** What each test says that it failed with; nothing where it passed. */
    private static Map<String, String> failures(Path project) throws Exception {
        Path report = project.resolve("target/failsafe-reports/TEST-com.example.store.EtcdRegisterIT.xml");
        Map<String, String> failures = new LinkedHashMap<>();
        if (!Files.exists(report)) {
            return failures;
        }
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            assertThat(test.getElementsByTagName("skipped").getLength()).isZero();
            assertThat(test.getElementsByTagName("error").getLength()).isZero();
            NodeList failure = test.getElementsByTagName("failure");
            failures.put(
                    test.getAttribute("name"),
                    failure.getLength() == 0 ? "" : ((Element) failure.item(0)).getAttribute("message"));
        }
        return failures;
    }

    private static String failure(Map<String, String> failures, String method) {
        return failures.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(method))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test " + method + " in " + failures.keySet()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
