package dev.crosstalk.bus;

/** A failure with a stable code, what to do about it, and a text for people. Carries no stack trace: it is an answer. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final Long retryAfterMs;

    Failure(FailureCode code, String text, Long retryAfterMs) {
        super(text, null, false, false);
        this.code = code;
        this.retryAfterMs = retryAfterMs;
    }

    public FailureCode code() {
        return code;
    }

    /** Milliseconds after which a repetition may succeed, or null. */
    public Long retryAfterMs() {
        return retryAfterMs;
    }

    public Wire wire() {
        return new Wire(code.code(), code.number(), code.kind(), getMessage(), retryAfterMs);
    }

    /** The failure as JSON: {@code {code, number, kind, text, retryAfterMs}}. */
    public record Wire(String code, int number, FailureCode.Kind kind, String text, Long retryAfterMs) {
        public Failure failure() {
            return new Failure(FailureCode.of(code), text, retryAfterMs);
        }
    }

    /** Any throwable as a failure: what is not one is {@link FailureCode#INTERNAL} and must have been logged. */
    public static Failure of(Throwable error) {
        return error instanceof Failure failure ? failure : FailureCode.INTERNAL.failure();
    }
}
