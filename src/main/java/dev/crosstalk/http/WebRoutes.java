package dev.crosstalk.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Map;

/**
 * The web client: {@code webroot} of the jar at {@code /}, and its libraries, which are WebJars, under version-free paths
 * {@code /lib/<name>/…}.
 */
public final class WebRoutes {
    private final Map<String, String> libraries = WebJars.versions();
    private final ClientSettings clientSettings;

    /**
     * @param apiUrl origin of the API, or empty for the page's own
     * @param bridgeUrl URL of the bridge, or empty for the page's own
     */
    public WebRoutes(String apiUrl, String bridgeUrl) {
        this.clientSettings = new ClientSettings(apiUrl, bridgeUrl);
    }

    public void mount(Router router) {
        clientSettings.mount(router);
        libraries.forEach((name, version) -> router.get("/lib/" + name + "/*")
                .handler(StaticHandler.create(
                                FileSystemAccess.RELATIVE, "META-INF/resources/webjars/" + name + "/" + version)
                        .setIncludeHidden(false)
                        .setMaxAgeSeconds(3600)));
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> {
                    // Names do not change with content, so a browser must ask whether it still has the newest.
                    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
                    context.next();
                })
                .handler(StaticHandler.create(FileSystemAccess.RELATIVE, "webroot")
                        .setIncludeHidden(false)
                        .setCachingEnabled(false));
    }
}
