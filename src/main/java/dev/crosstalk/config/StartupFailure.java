package dev.crosstalk.config;

/** A reason why a node cannot start, as one line for its operator that names the key or the address. */
public final class StartupFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartupFailure(String line) {
        super(line, null, false, false);
    }

    /** The failure behind an error of any kind, wherever in the chain of causes it stands. */
    public static StartupFailure of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupFailure failure) {
                return failure;
            }
        }
        return new StartupFailure(error.toString());
    }
}
