package dev.crosstalk.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;

/** A caller as headers of a bus message. */
final class CallerHeaders {
    private static final String APPLICATION = "application";
    private static final String ACCOUNT = "account";
    private static final String SESSION = "session";

    private CallerHeaders() {}

    static void write(Caller caller, DeliveryOptions options) {
        options.addHeader(APPLICATION, caller.application().toString());
        options.addHeader(ACCOUNT, caller.account().toString());
        options.addHeader(SESSION, caller.session().toString());
    }

    /** @return the caller, or null if the cluster itself asks */
    static Caller read(MultiMap headers) {
        String account = headers.get(ACCOUNT);
        return account == null
                ? null
                : new Caller(
                        ApplicationId.parse(headers.get(APPLICATION)),
                        AccountId.parse(account),
                        SessionId.parse(headers.get(SESSION)));
    }
}
