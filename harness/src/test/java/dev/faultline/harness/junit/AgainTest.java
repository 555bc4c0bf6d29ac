package dev.faultline.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgainTest {
    private static final Path TOP = Path.of("/home/me/store");

    @Test
    void integration_tests_are_run_by_verify_and_others_by_test() {
        assertThat(Again.command("com.example.StoreIT", "safe", "", 42, TOP, TOP))
                .isEqualTo("mvn verify -Dit.test=StoreIT#safe -Dfaultline.seed=42");
        assertThat(Again.command("com.example.StoreTest", "safe", "", 42, TOP, TOP))
                .isEqualTo("mvn test -Dtest=StoreTest#safe -Dfaultline.seed=42");
    }

    @Test
    void in_a_project_of_several_modules_the_module_is_named_and_made() {
        assertThat(Again.command("com.example.StoreIT", "safe", "", -1, TOP.resolve("store-server"), TOP))
                .isEqualTo("mvn verify -pl store-server -am -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dfailsafe.failIfNoSpecifiedTests=false -Dit.test=StoreIT#safe -Dfaultline.seed=-1");
    }

    @Test
    void what_a_shell_would_take_apart_is_quoted() {
        assertThat(Again.command("com.example.StoreIT$Inner", "safe", "nodes=3, reads=it's", 1, TOP, TOP))
                .isEqualTo("mvn verify -Dit.test='StoreIT$Inner#safe'"
                        + " -Dfaultline.matrix='nodes=3, reads=it'\\''s' -Dfaultline.seed=1");
    }
}
