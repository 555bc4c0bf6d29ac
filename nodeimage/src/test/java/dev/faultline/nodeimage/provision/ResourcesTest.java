package dev.faultline.nodeimage.provision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {

    @Test
    void every_system_has_a_dockerfile_that_stands_on_the_node_image() {
        assertThat(SystemImage.names()).contains("redis").allSatisfy(system -> {
            SortedMap<String, byte[]> files = Resources.filesBelow("systems/" + system);
            assertThat(files).containsKey("Dockerfile");
            assertThat(new String(files.getOrDefault("Dockerfile", new byte[0]), UTF_8))
                    .contains("ARG BASE\nFROM ${BASE}\n");
        });
    }

    @Test
    void files_are_found_in_a_jar_as_on_disk(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("some.jar");
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(files.getPath("/a/b/c"));
            Files.writeString(files.getPath("/a/b/Dockerfile"), "one");
            Files.writeString(files.getPath("/a/b/c/deep"), "two");
            Files.writeString(files.getPath("/a/beside"), "three");
        }

        SortedMap<String, byte[]> files = Resources.filesBelow(URI.create("jar:" + jar.toUri() + "!/a/b"));

        assertThat(files).containsOnlyKeys("Dockerfile", "c/deep");
        assertThat(files.get("c/deep")).isEqualTo("two".getBytes(UTF_8));
    }
}
