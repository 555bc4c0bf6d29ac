package dev.faultline.nodeimage.provision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders of resources beside this package, whether they lie in a jar or on disk. */
final class Resources {

    private interface Reading<T> {
        T of(Path folder) throws IOException;
    }

    private Resources() {}

    /** The names of the folders directly below this one. */
    static List<String> foldersIn(String folder) {
        return reading(placeOf(folder), root -> {
            try (Stream<Path> below = Files.list(root)) {
                return below.filter(Files::isDirectory)
                        .map(path -> path.getFileName().toString().replace("/", ""))
                        .sorted()
                        .toList();
            }
        });
    }

    /** Every file below this folder, by its path relative to it. */
    static SortedMap<String, byte[]> filesBelow(String folder) {
        return filesBelow(placeOf(folder));
    }

    /** As {@link #filesBelow(String)}, for a folder at a {@code file:} or {@code jar:file:} address. */
    static SortedMap<String, byte[]> filesBelow(URI folder) {
        return reading(folder, root -> {
            SortedMap<String, byte[]> files = new TreeMap<>();
            try (Stream<Path> below = Files.walk(root)) {
                for (Path file : below.filter(Files::isRegularFile).toList()) {
                    files.put(root.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            return files;
        });
    }

    private static URI placeOf(String folder) {
        URL url = Resources.class.getResource("/dev/faultline/nodeimage/" + folder);
        if (url == null) {
            throw new IllegalStateException("no resources " + folder);
        }
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a place to read from: " + url, e);
        }
    }

    private static <T> T reading(URI folder, Reading<T> reading) {
        try {
            if (!"jar".equals(folder.getScheme())) {
                return reading.of(Path.of(folder));
            }
            String[] jarAndEntry = folder.getRawSchemeSpecificPart().split("!", 2);
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(jarAndEntry[0])), Map.of())) {
                return reading.of(jar.getPath(jarAndEntry[1]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
