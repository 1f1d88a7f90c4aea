package dev.crosstalk.http;

import dev.crosstalk.bus.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Answers as JSON. What a {@code GET} answers has an {@code ETag}; who shows it again by {@code If-None-Match} is told 304 while
 * nothing has changed (RFC 9110, section 13). That saves what is sent, not the question to the database.
 */
final class Answer {
    private static final String JSON = "application/json";
    private static final int TAG_BYTES = 12;

    private Answer() {}

    /** With a value as JSON, or without one when the status is 204. */
    static void value(RoutingContext context, int status, Object value) {
        if (status == 204) {
            context.response().setStatusCode(status).end();
        } else {
            json(context, status, Buffer.buffer(Json.write(value)));
        }
    }

    static void json(RoutingContext context, int status, Buffer body) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response().setStatusCode(status);
        if (status == 200 && request.method().equals(HttpMethod.GET)) {
            String tag = tag(body);
            response.putHeader(HttpHeaders.ETAG, tag);
            if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
                response.setStatusCode(304).end();
                return;
            }
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }

    private static String tag(Buffer body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compares weakly, as the RFC says for this header. */
    private static boolean isKnown(String header, String tag) {
        if (header == null) {
            return false;
        }
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }
}
