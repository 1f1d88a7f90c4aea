package dev.crosstalk.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The browser libraries that the build put on the class path, with their versions. */
final class WebJars {
    private static final String RESOURCE = "/webjars.properties";

    private WebJars() {}

    /** Name of the library to its version. */
    static Map<String, String> versions() {
        Properties properties = new Properties();
        try (InputStream in = WebJars.class.getResourceAsStream(RESOURCE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> versions = new TreeMap<>();
        properties.forEach((name, version) -> versions.put(name.toString(), version.toString()));
        return versions;
    }
}
