package dev.crosstalk.http;

import dev.crosstalk.bus.Json;
import io.vertx.ext.web.Router;

/** Tells the web client where the API and the bridge are, when they are not where its own files come from. */
final class ClientSettings {
    private static final String PATH = "/js/settings.js";

    private final String script;

    /**
     * @param api origin of the API, or empty for the page's own
     * @param bridge URL of the bridge, or empty for {@code /bus} at the page's own
     */
    ClientSettings(String api, String bridge) {
        this.script = "export const api = " + Json.quote(api) + ";\nexport const bridge = "
                + Json.quote(bridge.isEmpty() ? "/bus" : bridge) + ";\n";
    }

    /** What the page must be allowed to connect to for this, for its content-security policy. */
    static String connectSources(String api, String bridge) {
        StringBuilder sources = new StringBuilder();
        for (String url : java.util.List.of(api, bridge)) {
            if (!url.isEmpty()) {
                String authority = java.net.URI.create(url).getAuthority();
                boolean secure = url.startsWith("https:");
                sources.append(secure ? " https://" : " http://").append(authority);
                sources.append(secure ? " wss://" : " ws://").append(authority);
            }
        }
        return sources.toString();
    }

    void mount(Router router) {
        router.get(PATH)
                .handler(context -> context.response()
                        .putHeader("content-type", "text/javascript")
                        .putHeader("cache-control", "no-cache")
                        .end(script));
    }
}
