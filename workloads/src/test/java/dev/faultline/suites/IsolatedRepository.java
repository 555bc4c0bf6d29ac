package dev.faultline.suites;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A local Maven repository below {@code target} with this build's jars in it, as {@code mvn install} would lay them there; all else
 * is linked to the user's repository, so that nothing is fetched anew and nothing of ours is left there.
 */
final class IsolatedRepository {
    private static final List<String> MODULES = List.of("checkers", "nodeimage", "harness", "workloads");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>faultline</artifactId>\\s*<version>(.+?)</version>");

    private final Path root;
    private final String version;

    private IsolatedRepository(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    /** @param top of this project, its modules packaged */
    static IsolatedRepository of(Path top, Path root) throws IOException {
        Matcher matcher = VERSION.matcher(Files.readString(top.resolve("pom.xml")));
        if (!matcher.find()) {
            throw new IllegalStateException("no version in " + top.resolve("pom.xml"));
        }
        IsolatedRepository repository = new IsolatedRepository(root, matcher.group(1));
        delete(root);
        Path users = users();
        Files.createDirectories(root.resolve("dev"));
        link(users, root);
        link(users.resolve("dev"), root.resolve("dev"));
        repository.add("faultline", top.resolve("pom.xml"), "pom");
        for (String module : MODULES) {
            Path folder = top.resolve(module);
            repository.add(module, folder.resolve("pom.xml"), "pom");
            repository.add(module, folder.resolve("target/" + module + "-" + repository.version + ".jar"), "jar");
        }
        return repository;
    }

    Path root() {
        return root;
    }

    String version() {
        return version;
    }

    /** Surefire and failsafe say where it is. */
    private static Path users() {
        String said = System.getProperty("localRepository");
        return said != null ? Path.of(said) : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    private void add(String artifact, Path file, String type) throws IOException {
        Path folder = Files.createDirectories(
                root.resolve("dev/faultline").resolve(artifact).resolve(version));
        Files.copy(file, folder.resolve(artifact + "-" + version + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Links to everything in a folder that is not there already, but for what bears our name. */
    private static void link(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                Path link = to.resolve(entry.getFileName().toString());
                if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !link.endsWith("dev/faultline")) {
                    Files.createSymbolicLink(link, entry.toAbsolutePath());
                }
            }
        }
    }

    /** Deletes links, never what they lead to. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
