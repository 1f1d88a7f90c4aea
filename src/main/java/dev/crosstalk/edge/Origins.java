package dev.crosstalk.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decides which web pages may use this node: its own, and those of the configured origins. */
public final class Origins {
    /** IP literals. A name could be one that somebody else's name server says for our address (DNS rebinding). */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");

    private final Set<String> allowed;
    private final Set<String> ownHosts;
    private final String scheme;

    /**
     * @param allowed further origins, as {@code scheme://host[:port]}
     * @param host the name or address that the node listens on
     * @param secure whether the node is reached by https, so that pages of plain http are not its own
     */
    public Origins(List<String> allowed, String host, boolean secure) {
        this.allowed = allowed.stream().map(Origins::normalised).collect(Collectors.toUnmodifiableSet());
        this.ownHosts = Set.of("localhost", host.toLowerCase(Locale.ROOT));
        this.scheme = secure ? "https://" : "http://";
    }

    /** Where a request comes from. */
    public enum Verdict {
        /** No page sent it, or the browser does not say. */
        ABSENT,
        OURS,
        FOREIGN
    }

    public Verdict judge(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return Verdict.ABSENT;
        }
        String normalised = normalised(origin);
        return allowed.contains(normalised) || isOwn(normalised, request) ? Verdict.OURS : Verdict.FOREIGN;
    }

    /** A page that came from this very address. Other names of the node are told to it as allowed origins. */
    private boolean isOwn(String origin, HttpServerRequest request) {
        String authority = request.getHeader(HttpHeaders.HOST);
        if (authority == null || !origin.equals(normalised(scheme + authority))) {
            return false;
        }
        String host = authority.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "");
        return ownHosts.contains(host) || ADDRESS.matcher(host).matches();
    }

    private static String normalised(String origin) {
        String text = origin.toLowerCase(Locale.ROOT);
        if (text.startsWith("https://") && text.endsWith(":443")) {
            return text.substring(0, text.length() - 4);
        }
        if (text.startsWith("http://") && text.endsWith(":80")) {
            return text.substring(0, text.length() - 3);
        }
        return text;
    }
}
