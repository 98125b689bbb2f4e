package dev.raftbeat.net;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;

/** Failures of sockets in plain words. */
final class Words {
    private Words() {}

    static String of(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof ConnectTimeoutException) {
            return "no answer to the attempt to connect";
        } else if (cause instanceof NoRouteToHostException) {
            return "no route to the host";
        } else if (isRefusal(cause)) {
            return "connection refused: nobody listens there";
        } else if (cause instanceof BindException && message.contains("in use")) {
            return "the port is in use";
        } else if (cause instanceof BindException) {
            return "the address is not this host's";
        } else if (cause instanceof IOException && message.contains("reset")) {
            return "reset by the peer";
        }
        return message;
    }

    /** Whether the other host itself said that nobody listens there. */
    static boolean isRefusal(Throwable cause) {
        return cause instanceof ConnectException
                && cause.getMessage() != null
                && cause.getMessage().contains("refused");
    }
}
