package dev.faultline.harness.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A run folder as one file to pass on, written while it is read: a run may be larger than the memory. */
final class RunZip {
    private RunZip() {}

    /**
     * Writes every plain file of a run; links, which may lead anywhere, and files half written are left out.
     *
     * @param name of the folder in the file
     * @param out left open
     */
    static void write(Path run, String name, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        Files.walkFileTree(run, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = run.relativize(file).toString().replace('\\', '/');
                if (attributes.isRegularFile() && !path.endsWith(".part")) {
                    ZipEntry entry = new ZipEntry(name + "/" + path);
                    entry.setLastModifiedTime(attributes.lastModifiedTime());
                    zip.putNextEntry(entry);
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
                return FileVisitResult.CONTINUE;
            }
        });
        zip.finish();
        zip.flush();
    }
}
