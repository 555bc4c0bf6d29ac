package dev.faultline.harness.junit;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.run.Test;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.AssertionFailedError;

/** Makes the run of each test method under {@link ChaosTest}, after its {@code @BeforeEach} methods, and hands it over. */
final class ChaosExtension
        implements TestTemplateInvocationContextProvider, BeforeTestExecutionCallback, ParameterResolver {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(ChaosExtension.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return Suite.isTemplate(context.getRequiredTestMethod());
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return cells(context).stream().map(Call::new);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) throws InterruptedException {
        Method method = context.getRequiredTestMethod();
        if (!Suite.isTemplate(method) && !List.of(method.getParameterTypes()).contains(ChaosRun.class)) {
            return; // an ordinary test among the others
        }
        Cell cell = context.getStore(OURS).get(Cell.class, Cell.class);
        Suite suite = suite(context);
        Test test = suite.resolve(cell != null ? cell : cells(context).get(0));
        Provider provider =
                Runs.provider(suite.provider(test.system()), test.system().image());
        ChaosRun run = Runs.execute(test, provider, Settings.results());
        context.getStore(OURS).put(ChaosRun.class, run);
        context.publishReportEntry(
                Map.of("seed", Long.toString(run.seed()), "report", run.report().toString()));
        String expected = test.expect();
        if (expected != null && !expected.equals(run.verdict().verdict())) {
            throw new AssertionFailedError(
                    "expected " + expected.toUpperCase(Locale.ROOT) + ", but the run is\n" + run.explained(),
                    expected,
                    run.verdict().verdict());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ChaosRun.class
                && parameter
                        .getDeclaringExecutable()
                        .equals(context.getTestMethod().orElse(null));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(
                context.getStore(OURS).get(ChaosRun.class, ChaosRun.class),
                "the run is made before its method is called");
    }

    private static List<Cell> cells(ExtensionContext context) {
        try {
            return suite(context).cells();
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Suite suite(ExtensionContext context) {
        return Suite.of(context.getRequiredTestClass(), context.getRequiredTestMethod())
                .orElseThrow(() -> new ExtensionConfigurationException("no @ChaosTest on " + context.getTestClass()));
    }

    /** One call of a method under {@link Seeds} or {@link Matrix}. */
    private record Call(Cell cell) implements TestTemplateInvocationContext, BeforeEachCallback {

        @Override
        public String getDisplayName(int invocation) {
            return cell.displayName();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            context.getStore(OURS).put(Cell.class, cell);
        }
    }
}
