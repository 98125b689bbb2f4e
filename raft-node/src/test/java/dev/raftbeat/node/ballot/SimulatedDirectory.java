package dev.raftbeat.node.ballot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A directory whose process can be killed before any step, or after any number of bytes of a write, and whose power can
 * be cut: what was not forced is then kept, lost, or kept in part, each change for itself and in every combination.
 */
final class SimulatedDirectory implements NodeDirectory {
    private static final int SECTOR = 512;
    static final Path DIR = Path.of("/nodes/n1");

    /** The process died. No code under test may catch it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What a power cut may leave of one change: each way of keeping it, the whole of it first, nothing last. */
    private record Change(List<UnaryOperator<byte[]>> kept) {
        static Change truncation() {
            return new Change(List.of(old -> new byte[0], old -> old));
        }

        static Change write(int at, byte[] content) {
            List<UnaryOperator<byte[]>> kept = new ArrayList<>();
            kept.add(old -> written(old, at, content, 0, content.length));
            for (int cut : new int[] {1, content.length / 2, content.length - 1}) {
                kept.add(old -> written(old, at, content, 0, cut));
                kept.add(old -> written(old, at, content, cut, content.length));
            }
            kept.add(old -> everyOtherSector(old, at, content, 0));
            kept.add(old -> everyOtherSector(old, at, content, 1));
            kept.add(old -> old);
            return new Change(kept);
        }

        private static byte[] everyOtherSector(byte[] old, int at, byte[] content, int first) {
            byte[] bytes = written(old, at, content, 0, 0);
            for (int from = first * SECTOR; from < content.length; from += 2 * SECTOR) {
                bytes = written(bytes, at, content, from, Math.min(content.length, from + SECTOR));
            }
            return bytes;
        }

        /** A write of which only these first bytes were done; it is not torn once more. */
        static Change tornWrite(int at, byte[] content, int bytes) {
            return new Change(List.of(old -> written(old, at, content, 0, bytes), old -> old));
        }

        private static byte[] written(byte[] old, int at, byte[] content, int from, int to) {
            byte[] bytes = Arrays.copyOf(old, Math.max(old.length, at + to));
            System.arraycopy(content, from, bytes, at + from, to - from);
            return bytes;
        }
    }

    private static final class Inode {
        private byte[] durable = {};
        private byte[] cached = {};
        private final List<Change> unforced = new ArrayList<>();

        void change(Change change) {
            cached = change.kept().get(0).apply(cached);
            unforced.add(change);
        }

        Inode copy() {
            Inode copy = new Inode();
            copy.durable = durable;
            copy.cached = cached;
            copy.unforced.addAll(unforced);
            return copy;
        }
    }

    /** {@code from} empty: a new name; otherwise a renaming. */
    private record NameChange(Optional<String> from, String to, Inode inode) {
        void apply(Map<String, Inode> names) {
            from.ifPresent(names::remove);
            names.put(to, inode);
        }
    }

    private final Map<String, Inode> durableNames = new TreeMap<>();
    private final Map<String, Inode> names = new TreeMap<>();
    private final List<NameChange> unforcedNames = new ArrayList<>();
    private int steps;
    private int killAt = Integer.MAX_VALUE;
    private int tornAt;
    private int failAt = Integer.MAX_VALUE;
    private IOException failure;
    private int lastWriteBytes;

    /** How many steps were taken. */
    int steps() {
        return steps;
    }

    /** Kills the process before this step, counted from 0; a write first gets this many of its bytes done. */
    SimulatedDirectory killAt(int step, int bytes) {
        killAt = step;
        tornAt = bytes;
        return this;
    }

    /** Lets this step fail. A force that fails drops what it should have written and forgets that it had to. */
    SimulatedDirectory failAt(int step, IOException with) {
        failAt = step;
        failure = with;
        return this;
    }

    /** The length of the write at which the process was killed; 0 when it was no write. */
    int killedWriteBytes() {
        return lastWriteBytes;
    }

    @Override
    public Path path(String file) {
        return DIR.resolve(file);
    }

    @Override
    public Optional<byte[]> read(String file, int limit) {
        return Optional.ofNullable(names.get(file))
                .map(inode -> Arrays.copyOf(inode.cached, Math.min(limit, inode.cached.length)));
    }

    @Override
    public void create(String file, byte[] content) throws IOException {
        step(0);
        if (names.containsKey(file)) {
            names.get(file).change(Change.truncation());
        } else {
            renameOrCreate(new NameChange(Optional.empty(), file, new Inode()));
        }
        write(file, 0, content);
    }

    @Override
    public void write(String file, long at, byte[] content) throws IOException {
        try {
            step(content.length);
        } catch (Killed e) {
            if (tornAt > 0) {
                names.get(file).change(Change.tornWrite((int) at, content, tornAt));
            }
            throw e;
        }
        names.get(file).change(Change.write((int) at, content));
    }

    @Override
    public void force(String file) throws IOException {
        Inode inode = names.get(file);
        try {
            step(0);
        } catch (IOException e) {
            inode.unforced.clear();
            throw e;
        }
        inode.durable = inode.cached;
        inode.unforced.clear();
    }

    @Override
    public void rename(String file, String to) throws IOException {
        step(0);
        renameOrCreate(new NameChange(Optional.of(file), to, names.get(file)));
    }

    private void renameOrCreate(NameChange change) {
        change.apply(names);
        unforcedNames.add(change);
    }

    @Override
    public void forceDirectory() throws IOException {
        step(0);
        durableNames.clear();
        durableNames.putAll(names);
        unforcedNames.clear();
    }

    @Override
    public void close() {
        // Closing makes nothing durable.
    }

    private void step(int writeBytes) throws IOException {
        int step = steps++;
        if (step == killAt) {
            lastWriteBytes = writeBytes;
            throw new Killed();
        }
        if (step == failAt) {
            throw failure;
        }
    }

    /** Puts a file there, durably, as somebody else's hand would. The content must not change afterwards. */
    void put(String file, byte[] content) {
        Inode inode = new Inode();
        inode.durable = content;
        inode.cached = content;
        names.put(file, inode);
        durableNames.put(file, inode);
    }

    void delete(String file) {
        names.remove(file);
        durableNames.remove(file);
    }

    /** The same directory after the process ended and the machine went on: what it wrote is there, forced or not. */
    SimulatedDirectory afterKill() {
        Map<Inode, Inode> copies = new IdentityHashMap<>();
        SimulatedDirectory copy = new SimulatedDirectory();
        names.forEach((name, inode) -> copy.names.put(name, copies.computeIfAbsent(inode, Inode::copy)));
        durableNames.forEach((name, inode) -> copy.durableNames.put(name, copies.computeIfAbsent(inode, Inode::copy)));
        for (NameChange change : unforcedNames) {
            Inode inode = copies.computeIfAbsent(change.inode(), Inode::copy);
            copy.unforcedNames.add(new NameChange(change.from(), change.to(), inode));
        }
        return copy;
    }

    /** Every directory that a power cut may leave. */
    List<SimulatedDirectory> afterPowerCut() {
        List<SimulatedDirectory> left = new ArrayList<>();
        for (int kept = 0; kept < 1 << unforcedNames.size(); kept++) {
            Map<String, Inode> bases = new TreeMap<>(durableNames);
            for (int i = 0; i < unforcedNames.size(); i++) {
                if ((kept >> i & 1) == 1) {
                    unforcedNames.get(i).apply(bases);
                }
            }
            List<SimulatedDirectory> partial = List.of(new SimulatedDirectory());
            for (Map.Entry<String, Inode> entry : bases.entrySet()) {
                partial = withEach(partial, entry.getKey(), contents(entry.getValue()));
            }
            left.addAll(partial);
        }
        return left;
    }

    private static List<SimulatedDirectory> withEach(
            List<SimulatedDirectory> bases, String name, List<byte[]> contents) {
        List<SimulatedDirectory> grown = new ArrayList<>();
        for (SimulatedDirectory base : bases) {
            for (byte[] content : contents) {
                SimulatedDirectory next = base.afterKill();
                next.put(name, content);
                grown.add(next);
            }
        }
        return grown;
    }

    private static List<byte[]> contents(Inode inode) {
        List<byte[]> contents = List.of(inode.durable);
        for (Change change : inode.unforced) {
            List<byte[]> grown = new ArrayList<>();
            contents.forEach(old -> change.kept().forEach(way -> grown.add(way.apply(old))));
            contents = grown;
        }
        return contents;
    }
}
