package dev.faultline.harness.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version that the build wrote into the jar. */
public final class Version {
    private Version() {}

    /** Such as {@code 0.1.0}. */
    public static String number() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the version cannot be read from the jar", e);
        }
        return properties.getProperty("version", "unknown").replace("-SNAPSHOT", "");
    }
}
