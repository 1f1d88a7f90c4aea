package dev.crosstalk.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The documents of the contract: OpenAPI of what HTTP offers, AsyncAPI of the bus. For everyone, as they are in the jar. */
final class ContractRoutes {
    void mount(Router router) {
        serve(router, "openapi.json", "This document: what HTTP offers.");
        serve(router, "asyncapi.json", "What the event bus offers: commands, and events at their addresses.");
    }

    private static void serve(Router router, String name, String summary) {
        Buffer document = read(name);
        Operation.of("contract." + name.replace(".json", ""), summary, Operation.Who.EVERYBODY)
                .givesText("application/json")
                .describe(router.get("/v1/" + name))
                .handler(context -> {
                    context.response().putHeader(HttpHeaderNames.CACHE_CONTROL, "no-cache");
                    Answer.json(context, 200, document);
                });
    }

    private static Buffer read(String name) {
        try (InputStream file = ContractRoutes.class.getResourceAsStream("/contract/" + name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
