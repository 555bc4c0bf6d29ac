package dev.faultline.checkers.linear;

import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Checker;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** This package compiled with one file changed, and loaded beside the real one. */
final class MutatedPackage {
    private static final String PACKAGE = "dev.faultline.checkers.linear.";

    private final ClassLoader loader;

    private MutatedPackage(Path classes) throws IOException {
        URL real = Linearizability.class.getProtectionDomain().getCodeSource().getLocation();
        URL tests = MutatedPackage.class.getProtectionDomain().getCodeSource().getLocation();
        URL[] urls = {classes.toUri().toURL(), real, tests};
        this.loader = new URLClassLoader(urls, MutatedPackage.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null && name.startsWith(PACKAGE) ? findClass(name) : super.loadClass(name, resolve);
            }
        };
    }

    static MutatedPackage compile(String name, String source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        JavaFileObject unit =
                new SimpleJavaFileObject(
                        URI.create("string:///" + PACKAGE.replace('.', '/') + name + ".java"),
                        JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
        if (!compiler.getTask(complaints, null, null, options, null, List.of(unit))
                .call()) {
            throw new IllegalStateException("the mutant does not compile: " + complaints);
        }
        return new MutatedPackage(classes);
    }

    /** Its check of linearizability by that algorithm. */
    Checker linearizability(Model<?> model, String algorithm) {
        try {
            Class<?> type = loader.loadClass(PACKAGE + "Linearizability");
            Object checker = type.getMethod("of", Model.class).invoke(null, model);
            return (Checker) type.getMethod("algorithm", String.class).invoke(checker, algorithm);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@link FastPathOracle} finds wrong about the changed package, if anything; the oracle is loaded anew with it. */
    @Nullable
    String firstDifference(String subject, long seeds) {
        try {
            Class<?> type = loader.loadClass(PACKAGE + "FastPathOracle");
            Method method = type.getDeclaredMethod("firstDifference", String.class, long.class);
            method.setAccessible(true);
            return (String) method.invoke(null, subject, seeds);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
