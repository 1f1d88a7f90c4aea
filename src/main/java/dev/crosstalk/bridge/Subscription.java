package dev.crosstalk.bridge;

import dev.crosstalk.bus.Addresses.Target;

/** A socket's interest in an address. Touched on the socket's event loop only, but for its final fields. */
final class Subscription {
    private final BridgeSocket socket;
    private final String address;
    private final Target target;
    private final boolean needsPermission;
    private boolean granted;
    private boolean silent;
    private boolean ack;
    private long authorisedRev;

    Subscription(BridgeSocket socket, String address, Target target, boolean needsPermission) {
        this.socket = socket;
        this.address = address;
        this.target = target;
        this.needsPermission = needsPermission;
    }

    BridgeSocket socket() {
        return socket;
    }

    String address() {
        return address;
    }

    Target target() {
        return target;
    }

    boolean needsPermission() {
        return needsPermission;
    }

    /** Whether it is the server's own interest, of which the client sees nothing. */
    boolean isSilent() {
        return silent;
    }

    void silent(boolean silent) {
        this.silent = silent;
    }

    /** Remembers that the client wants to be told when this is in force. */
    void ack(boolean ack) {
        this.ack |= ack;
    }

    boolean isGranted() {
        return granted;
    }

    /** The conversation's revision at which the membership was seen. */
    long authorisedRev() {
        return authorisedRev;
    }

    void granted(long rev) {
        granted = true;
        authorisedRev = rev;
    }

    /** Whether an acknowledgement is due; it is due once a request. */
    boolean takeAck() {
        boolean due = ack && granted && !silent;
        if (due) {
            ack = false;
        }
        return due;
    }
}
