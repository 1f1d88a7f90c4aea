package dev.crosstalk.persistence;

import dev.crosstalk.config.StartupFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the database is: {@code sqlite:FILE} or {@code mysql://user@host:port/database}. */
sealed interface DatabaseUrl {
    /** The configuration's key. */
    String KEY = "verticles.persistence.settings.url";

    record SqliteFile(Path file) implements DatabaseUrl {}

    record MySqlServer(String user, String host, int port, String database) implements DatabaseUrl {}

    static DatabaseUrl parse(String url) {
        if (url.startsWith("sqlite:") && url.length() > "sqlite:".length()) {
            return new SqliteFile(Path.of(url.substring("sqlite:".length())));
        }
        try {
            URI uri = new URI(url);
            boolean whole = "mysql".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() != null
                    && !uri.getUserInfo().contains(":")
                    && uri.getPath().length() > 1;
            if (whole) {
                int port = uri.getPort() < 0 ? 3306 : uri.getPort();
                return new MySqlServer(
                        uri.getUserInfo(), uri.getHost(), port, uri.getPath().substring(1));
            }
        } catch (URISyntaxException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    /** The text is not repeated: somebody may have put a password into it. */
    private static StartupFailure unreadable() {
        return new StartupFailure(
                KEY + " is neither sqlite:FILE nor mysql://user@host:port/database (the password has its own key)");
    }
}
