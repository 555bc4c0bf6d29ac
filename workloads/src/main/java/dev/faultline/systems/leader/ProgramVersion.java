package dev.faultline.systems.leader;

import dev.faultline.node.NodeProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Which node programs these are: a digest of all their classes. */
public final class ProgramVersion {
    private static final String PROGRAMS = "dev/faultline/node";
    private static final int DIGITS = 12;
    private static final String CURRENT = digest();

    private ProgramVersion() {}

    /** The version on the class path: the same for the same classes. */
    public static String current() {
        return CURRENT;
    }

    private static String digest() {
        try {
            Path home = Path.of(NodeProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(home)) {
                return digest(home.resolve(PROGRAMS));
            }
            try (FileSystem jar = FileSystems.newFileSystem(home)) {
                return digest(jar.getPath(PROGRAMS));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the node programs cannot be read: " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(Path programs) throws IOException {
        try (Stream<Path> files = Files.walk(programs)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
            for (Path file : classes) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
