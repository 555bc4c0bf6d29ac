package dev.faultline.nodeimage.provision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that an image is built from, as this jar carries them.
 *
 * @param files content by path relative to the context's root
 */
record BuildContext(SortedMap<String, byte[]> files) {

    /** Reads the named resources from the folder of that name beside this package. */
    static BuildContext ofResources(String folder, String... names) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, resource("/dev/faultline/nodeimage/" + folder + "/" + name));
        }
        return new BuildContext(files);
    }

    private static byte[] resource(String path) {
        try (InputStream in = BuildContext.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Twelve hexadecimal digits that change with any name or byte here and with any of the {@code ingredients}. */
    String hash(String... ingredients) {
        MessageDigest digest = sha256();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            update(digest, file.getKey().getBytes(StandardCharsets.UTF_8));
            update(digest, file.getValue());
        }
        for (String ingredient : ingredients) {
            update(digest, ingredient.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    }

    /** With its length first, so that no two lists of parts run together to the same bytes. */
    private static void update(MessageDigest digest, byte[] part) {
        digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Writes the files below a folder. */
    void writeTo(Path folder) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        } catch (IOException e) {
            throw new ProvisioningException("cannot write below " + folder + ": " + e.getMessage());
        }
    }
}
