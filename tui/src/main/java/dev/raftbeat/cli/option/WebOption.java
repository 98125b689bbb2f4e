package dev.raftbeat.cli.option;

import dev.raftbeat.lesson.ClusterRun;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.web.LiveServer;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of every command that can show a running cluster to browsers. */
public final class WebOption {
    @Option(
            names = "--web",
            arity = "0..1",
            fallbackValue = "0",
            paramLabel = "PORT",
            description = {
                "Serve the run as a page, read only, to browsers on this machine; the address is printed.",
                "PORT, or HOST:PORT for an address that others reach; without it, any free port."
            })
    private String web;

    /** The page, if one was asked for. */
    public static final class Page implements AutoCloseable {
        private final Optional<LiveServer> server;

        private Page(Optional<LiveServer> server) {
            this.server = server;
        }

        /** Shows this world from now on. */
        public Page show(World world) {
            server.ifPresent(page -> page.show(world));
            return this;
        }

        /** Shows this cluster of a lesson from now on. */
        public ClusterRun follow(ClusterRun run) {
            Page ignored = show(run.world());
            return run;
        }

        /** Where it is, in words. */
        public Optional<String> words() {
            return server.map(page -> "live page: " + page.address());
        }

        /** Ends it; the second time nothing. */
        @Override
        public void close() {
            server.ifPresent(LiveServer::close);
        }
    }

    public boolean isGiven() {
        return web != null;
    }

    /**
     * Begins to serve the page, if that was asked for, and prints where.
     *
     * @throws UserError when the address cannot be had
     */
    public Page open(PrintWriter out) {
        if (web == null) {
            return new Page(Optional.empty());
        }
        try {
            HostPort at = web.matches("\\d+") ? HostPort.parse("127.0.0.1:" + web) : HostPort.parse(web);
            InetSocketAddress listen = new InetSocketAddress(at.host(), at.port());
            if (listen.isUnresolved() || listen.getAddress().isAnyLocalAddress()) {
                throw UserError.usage("--web takes a port, or an address of this machine, such as 192.168.1.5:8080");
            }
            Page page = new Page(Optional.of(new LiveServer(listen)));
            page.words().ifPresent(out::println);
            out.flush();
            return page;
        } catch (IllegalArgumentException e) {
            throw UserError.usage(
                    "--web takes a port from 0 to 65535, or HOST:PORT, not \"" + PlainText.clean(web) + "\"");
        } catch (IOException e) {
            throw UserError.environment(e.getMessage());
        }
    }
}
