package dev.faultline.harness.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the folder of all runs can be asked for: run folders, which lie two levels below it, and the files in them. Nothing whose
 * name begins with a dot, and nothing outside, wherever a link leads.
 */
final class Kept {
    private static final int LEVELS_OF_A_RUN = 2;

    private final Path results;

    /** @throws IOException when there is no such folder */
    Kept(Path results) throws IOException {
        this.results = results.toRealPath();
    }

    Path results() {
        return results;
    }

    /** The run folder of these names; empty when there is none. */
    Optional<Path> run(List<String> names) {
        return names.size() == LEVELS_OF_A_RUN || names.size() == 1
                ? existing(names).filter(path -> depth(path) == LEVELS_OF_A_RUN && Files.isDirectory(path))
                : Optional.empty();
    }

    /** The file of these names, as it is without links; empty when there is none or it lies in no run folder. */
    Optional<Path> file(List<String> names) {
        return existing(names)
                .filter(path -> depth(path) > LEVELS_OF_A_RUN && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** Below the folder of all runs, with slashes. */
    String relative(Path path) {
        return results.relativize(path).toString().replace('\\', '/');
    }

    private int depth(Path path) {
        return results.relativize(path).getNameCount();
    }

    /** Both the names asked for and those that links led to must be plain. */
    private Optional<Path> existing(List<String> names) {
        if (names.isEmpty() || !names.stream().allMatch(Kept::plain)) {
            return Optional.empty();
        }
        try {
            Path real = results.resolve(String.join("/", names)).toRealPath();
            boolean inside = real.startsWith(results) && !real.equals(results);
            if (!inside) {
                return Optional.empty();
            }
            for (Path name : results.relativize(real)) {
                if (!plain(name.toString())) {
                    return Optional.empty();
                }
            }
            return Optional.of(real);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean plain(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '.'
                && name.indexOf('/') < 0
                && name.indexOf('\\') < 0
                && name.chars().noneMatch(Character::isISOControl);
    }

    /**
     * The names in the path of an address, decoded once and each by itself, so that a slash or a dot in disguise stays part of a
     * name; what is no path is empty.
     */
    static Optional<List<String>> names(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        try {
            for (String part : rawPath.substring(1).split("/", -1)) {
                names.add(decoded(part));
            }
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(names);
    }

    private static String decoded(String part) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%' && i + 2 < part.length()) {
                bytes.write((hex(part.charAt(i + 1)) << 4) | hex(part.charAt(i + 2)));
                i += 2;
            } else if (c == '%' || c > 0x7f) {
                throw new IllegalArgumentException("no address: " + part);
            } else {
                bytes.write(c);
            }
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }

    private static int hex(char c) {
        int digit = Character.digit(c, 16);
        if (digit < 0) {
            throw new IllegalArgumentException("no hexadecimal digit: " + c);
        }
        return digit;
    }
}
