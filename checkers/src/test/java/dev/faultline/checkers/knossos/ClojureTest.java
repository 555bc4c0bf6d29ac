package dev.faultline.checkers.knossos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every {@code deftest} of the namespaces below {@code src/test/clojure} is a test here. */
class ClojureTest {
    @TestFactory
    Stream<DynamicNode> namespaces() {
        Clojure.var("clojure.core", "require").invoke(Clojure.read("knossos.suite"));
        Map<?, ?> tests = (Map<?, ?>) Clojure.var("knossos.suite", "tests").invoke();
        assertThat(tests).as("namespaces of tests").isNotEmpty();
        return tests.entrySet().stream()
                .map(namespace -> dynamicContainer(
                        String.valueOf(namespace.getKey()),
                        ((List<?>) namespace.getValue()).stream().map(this::test)));
    }

    private DynamicTest test(Object var) {
        IFn run = Clojure.var("knossos.suite", "run");
        IFn name = Clojure.var("knossos.suite", "test-name");
        return dynamicTest(String.valueOf(name.invoke(var)), () -> {
            Object failures = run.invoke(var);
            assertThat((List<?>) failures).isEmpty();
        });
    }
}
