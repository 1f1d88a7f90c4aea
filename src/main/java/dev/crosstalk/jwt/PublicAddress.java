package dev.crosstalk.jwt;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Tells addresses of the public internet from those of one's own machine and network, after the registries of special addresses (RFC
 * 6890 and what has been added since). What holds another address in it, as tunnels do, is not public either.
 */
public final class PublicAddress {
    private PublicAddress() {}

    public static boolean is(InetAddress address) {
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        byte[] bytes = address.getAddress();
        return !special && (address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes));
    }

    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & 0xff;
        int b = bytes[1] & 0xff;
        int c = bytes[2] & 0xff;
        boolean shared = a == 100 && b >= 64 && b < 128;
        boolean protocols = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean relay = a == 192 && b == 88 && c == 99;
        boolean benchmarks = a == 198 && (b == 18 || b == 19);
        boolean examples = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
        return a != 0 && a < 240 && !shared && !protocols && !relay && !benchmarks && !examples;
    }

    /** Of 2000::/3 alone addresses are given out. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        boolean given = (first & 0xe000) == 0x2000;
        boolean tunnel = first == 0x2002 || (first == 0x2001 && second < 0x200);
        boolean example = (first == 0x2001 && second == 0xdb8) || first == 0x3fff;
        return given && !tunnel && !example;
    }
}
