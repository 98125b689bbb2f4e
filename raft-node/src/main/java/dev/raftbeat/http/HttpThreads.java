package dev.raftbeat.http;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The threads of Java's own HTTP server, which gives one to each request from its first byte to the last byte of its
 * answer. Whoever sends a byte now and then, or does not read what it is sent, would keep one for good. So a request has
 * so much time in all, and when there are more than there should be, those that have taken longest are ended: an honest
 * one is over in milliseconds, and any number of slow ones cannot keep it out. None is ended in its first moments, or a
 * crowd that comes all at once would end the honest one among it too.
 */
final class HttpThreads implements Executor, AutoCloseable {
    /** The connections that a server has at once; it closes those beyond. */
    static final int CONNECTIONS_MAX = 512;

    private static final long TICK_MILLIS = 250;
    /** A request makes room for no other before so many ticks: the first may come right after it. */
    private static final int TICKS_OF_GRACE = 2;

    private static final int STACK_BYTES = 256 * 1024;
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** Held, or the level that was set would be forgotten with it. */
    private static final Logger SERVER_LOG = Logger.getLogger("com.sun.net.httpserver");

    /** What this thread answers. */
    private static final ThreadLocal<Request> CURRENT = new ThreadLocal<>();

    private final int max;
    private final int ticksMax;
    private final ExecutorService threads;
    private final Optional<ScheduledExecutorService> clock;
    /** What lets time pass; none while nothing is answered, or an idle process would wake four times a second for it. */
    private Optional<Future<?>> ticking = Optional.empty();

    /** In the order in which they came. */
    private final Set<Request> running = new LinkedHashSet<>();

    /**
     * @param max how many requests are answered at once, besides those that have just come
     * @param seconds how long one may take
     */
    HttpThreads(String name, int max, int seconds) {
        this(name, max, (int) (TimeUnit.SECONDS.toMillis(seconds) / TICK_MILLIS), true);
    }

    /** @param clock whether time passes by itself, rather than by {@link #tick} */
    HttpThreads(String name, int max, int ticksMax, boolean clock) {
        this.max = max;
        this.ticksMax = ticksMax;
        ThreadFactory factory = run -> {
            Thread thread = new Thread(null, run, name + "-" + COUNT.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
        threads = Executors.newCachedThreadPool(factory);
        this.clock = clock ? Optional.of(Executors.newSingleThreadScheduledExecutor(factory)) : Optional.empty();
    }

    /**
     * Sets the limits that Java's server reads once, from properties of the process: so before the first server is made.
     * Time limits of its own are among them for connections that have sent nothing yet, which have no thread.
     */
    static void limitServers() {
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS_MAX));
        System.setProperty("sun.net.httpserver.maxReqTime", "2");
        System.setProperty("sun.net.httpserver.idleInterval", "30");
        System.setProperty("sun.net.httpserver.clockTick", "1000");
        System.setProperty("sun.net.httpserver.drainAmount", "65536");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
        // Without this each answer waits for the delayed acknowledgement of the last one: 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // What a stranger sends must not fill a log.
        SERVER_LOG.setLevel(Level.SEVERE);
    }

    @Override
    public void execute(Runnable exchange) {
        Request request = new Request(exchange);
        synchronized (this) {
            if (running.size() >= max && !endLongest() && !anyMayEndSoon()) {
                throw new RejectedExecutionException("too many requests at once");
            }
            letTimePass();
            running.add(request);
        }
        boolean begun = false;
        try {
            threads.execute(request);
            begun = true;
        } finally {
            if (!begun) {
                forget(request);
            }
        }
    }

    /** In ticks and not in time: a process that stood still has given nobody the time to speak. */
    private void letTimePass() {
        if (ticking.isEmpty()) {
            ticking = clock.map(
                    by -> by.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    synchronized boolean isTicking() {
        return ticking.isPresent();
    }

    /** Ends the request that has taken longest, of those that may be ended for another; answers whether there was one. */
    private boolean endLongest() {
        Optional<Request> longest = running.stream()
                .filter(request -> !request.trusted && request.age >= TICKS_OF_GRACE)
                .findFirst();
        longest.ifPresent(Request::end);
        return longest.isPresent();
    }

    private boolean anyMayEndSoon() {
        return running.size() < CONNECTIONS_MAX && running.stream().anyMatch(request -> !request.trusted);
    }

    private synchronized void forget(Request request) {
        running.remove(request);
    }

    /** The request that this thread answers makes room for no other any more: it comes from somebody who is known. */
    void trust() {
        synchronized (this) {
            CURRENT.get().trusted = true;
        }
    }

    /** The request that this thread answers may take so long from now on, and again at each call. */
    void mayTake(int seconds) {
        synchronized (this) {
            CURRENT.get().ticksLeft = (int) (TimeUnit.SECONDS.toMillis(seconds) / TICK_MILLIS);
        }
    }

    /** How many requests are being answered. */
    synchronized int running() {
        return running.size();
    }

    /** Some time passes: requests whose time is over are ended, and those that there are too many of. */
    synchronized void tick() {
        for (Request request : Set.copyOf(running)) {
            request.age++;
            request.ticksLeft--;
            if (request.ticksLeft <= 0) {
                request.end();
            }
        }
        while (running.size() > max && endLongest()) {
            // each makes it one fewer
        }
        if (running.isEmpty()) {
            ticking.ifPresent(ticks -> ticks.cancel(false));
            ticking = Optional.empty();
        }
    }

    @Override
    public void close() {
        clock.ifPresent(ExecutorService::shutdownNow);
        threads.shutdownNow();
    }

    /** One exchange. What it knows is guarded by the threads that it belongs to. */
    private final class Request implements Runnable {
        private final Runnable exchange;
        private Optional<Thread> thread = Optional.empty();
        private int ticksLeft = ticksMax;
        private int age;
        private boolean trusted;
        private boolean ended;

        private Request(Runnable exchange) {
            this.exchange = exchange;
        }

        /** An interrupt closes the connection that its thread waits for, or will wait for next. */
        private void end() {
            ended = true;
            running.remove(this);
            thread.ifPresent(Thread::interrupt);
        }

        @Override
        public void run() {
            synchronized (HttpThreads.this) {
                thread = Optional.of(Thread.currentThread());
                if (ended) {
                    Thread.currentThread().interrupt();
                }
            }
            CURRENT.set(this);
            try {
                exchange.run();
            } finally {
                CURRENT.remove();
                synchronized (HttpThreads.this) {
                    thread = Optional.empty();
                    running.remove(this);
                }
                // One that came too late is not meant for the next request.
                boolean ignored = Thread.interrupted();
            }
        }
    }
}
