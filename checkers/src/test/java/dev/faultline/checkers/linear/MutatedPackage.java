package dev.faultline.checkers.linear;

import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Checker;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** This package compiled with one file changed, and loaded beside the real one. */
final class MutatedPackage {
    private static final String PACKAGE = "dev.faultline.checkers.linear.";

    private final ClassLoader loader;

    private MutatedPackage(Path classes) throws IOException {
        URL[] urls = {classes.toUri().toURL()};
        this.loader = new URLClassLoader(urls, MutatedPackage.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null && name.startsWith(PACKAGE) ? findClass(name) : super.loadClass(name, resolve);
            }
        };
    }

    static MutatedPackage compile(Path root, Path changed, String source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.list(root)) {
            List<JavaFileObject> units = new ArrayList<>();
            for (Path file : all.filter(path -> path.toString().endsWith(".java") && !path.equals(changed))
                    .toList()) {
                files.getJavaFileObjects(file).forEach(units::add);
            }
            units.add(
                    new SimpleJavaFileObject(
                            URI.create("string:///" + PACKAGE.replace('.', '/') + changed.getFileName()),
                            JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    });
            List<String> options = List.of(
                    "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
            if (!compiler.getTask(complaints, files, null, options, null, units).call()) {
                throw new IllegalStateException("the mutant does not compile: " + complaints);
            }
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
}
