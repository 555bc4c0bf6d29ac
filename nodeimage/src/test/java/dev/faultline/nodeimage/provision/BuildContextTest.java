package dev.faultline.nodeimage.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {

    private static BuildContext context(Map<String, String> files) {
        TreeMap<String, byte[]> bytes = new TreeMap<>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return new BuildContext(bytes);
    }

    @Test
    void the_hash_is_the_same_for_the_same_files_and_ingredients() {
        assertThat(context(Map.of("a", "1", "b", "2")).hash("x"))
                .isEqualTo(context(Map.of("b", "2", "a", "1")).hash("x"))
                .matches("[0-9a-f]{12}");
    }

    @Test
    void the_hash_changes_with_a_name_a_byte_or_an_ingredient() {
        assertThat(Stream.of(
                        context(Map.of("a", "1")).hash("x"),
                        context(Map.of("b", "1")).hash("x"),
                        context(Map.of("a", "2")).hash("x"),
                        context(Map.of("a", "1")).hash("y"),
                        context(Map.of("a", "1")).hash(),
                        context(Map.of("a", "1x")).hash(),
                        context(Map.of("a1", "")).hash("x")))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_node_image_is_built_from_every_file_of_its_folder(@TempDir Path folder) throws IOException {
        Path sources = Path.of("src/main/resources/dev/faultline/nodeimage/node");
        NodeImage.CONTEXT.writeTo(folder);

        try (Stream<Path> written = Files.walk(folder);
                Stream<Path> there = Files.walk(sources)) {
            assertThat(written.filter(Files::isRegularFile)
                            .map(path -> folder.relativize(path).toString()))
                    .containsExactlyInAnyOrderElementsOf(there.filter(Files::isRegularFile)
                            .map(path -> sources.relativize(path).toString())
                            .toList());
        }
    }
}
