package dev.crosstalk.edge;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What a request shows to say who it is from. Read from the request before any handler removes its headers. */
public sealed interface Credential {
    /** A single-use ticket; opens sockets only. */
    record Ticket(String value) implements Credential {
        @Override
        public String toString() {
            return "Ticket[]";
        }
    }

    record Bearer(String token) implements Credential {
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }

    /** A browser's cookie; counts only together with an origin of ours where something is changed or a socket opened. */
    record SessionCookie(String token) implements Credential {
        @Override
        public String toString() {
            return "SessionCookie[]";
        }
    }

    record None() implements Credential {}

    /** The strongest that the request shows. */
    static Credential of(HttpServerRequest request, boolean secure) {
        String ticket = request.getParam("ticket");
        if (ticket != null) {
            return new Ticket(ticket);
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Bearer(authorization.substring(7).strip());
        }
        Cookie cookie = request.getCookie(cookieName(secure));
        return cookie == null ? new None() : new SessionCookie(cookie.getValue());
    }

    /** Under TLS the prefix makes browsers refuse a cookie that another host or a plain page has set. */
    static String cookieName(boolean secure) {
        return secure ? "__Host-crosstalk_session" : "crosstalk_session";
    }
}
