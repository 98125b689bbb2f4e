package dev.raftbeat.lab.monitor;

import java.net.InetAddress;

/** The address of a client, as text. */
final class ClientAddress {
    private ClientAddress() {}

    /**
     * As far as addresses are told apart: of IPv6 by the first half, because the second is anybody's to choose who has the
     * first.
     */
    static String told(InetAddress from) {
        byte[] bytes = from.getAddress();
        if (bytes.length == 4 || from.isLoopbackAddress()) {
            return from.getHostAddress();
        }
        StringBuilder half = new StringBuilder();
        for (int i = 0; i < bytes.length / 2; i += 2) {
            half.append(Integer.toHexString((bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF))
                    .append(':');
        }
        return half + ":/64";
    }

    /** As it stands in a URL. */
    static String literal(InetAddress from) {
        String plain = from.getHostAddress().replaceAll("%.*$", "");
        return plain.contains(":") ? "[" + plain + "]" : plain;
    }
}
