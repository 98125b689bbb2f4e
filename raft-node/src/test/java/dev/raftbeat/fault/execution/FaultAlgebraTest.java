package dev.raftbeat.fault.execution;

import static dev.raftbeat.fault.execution.DeskTable.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any lines in any order: between any two, the world has what the state says, and {@code heal} ends clean. */
class FaultAlgebraTest {
    private static final List<String> LINES = List.of(
            "cut one -> all",
            "cut one <-> one",
            "cut followers -> leader",
            "join one -> all",
            "join all <-> n1",
            "join n2 -> n3",
            "partition",
            "partition one | rest",
            "isolate leader",
            "bridge one",
            "star one",
            "ring",
            "majorities-ring",
            "chain",
            "slow all -> one 80ms +-20ms",
            "slow one -> all 0ms",
            "lose 30% all -> one",
            "lose 0% all -> all",
            "duplicate 10% one -> all",
            "reorder 20% one -> one",
            "skew one +5%",
            "skew one 0%",
            "stall disk one",
            "fail disk one",
            "free disk majority",
            "blackhole one -> all",
            "open all -> one",
            "flap one -> all every 2E for 4E",
            "flap one -> one every 50ms",
            "kill one",
            "stop one",
            "restart dead",
            "pause one",
            "resume paused",
            "crash one before save",
            "crash majority after send",
            "end last",
            "end 3",
            "wipe one",
            "campaign one",
            "transfer one",
            "reset one <-> one",
            "set prevote off on one",
            "set heartbeat 20ms",
            "set election 100..200ms on majority",
            "set defaults",
            "set log one 5@2",
            "set priority one 3",
            "set priority all 1",
            "set pace class on one",
            "align timers",
            "spread timers",
            "kill same",
            "drop packets one -> all",
            "lose packets 20% all -> one",
            "lose packets 0% one -> all",
            "reject packets one <-> one",
            "pass packets all -> one",
            "slow packets one 80ms +-20ms",
            "slow packets one 0ms",
            "limit rate one 16kbit",
            "free rate majority",
            "limit cpu majority 10%",
            "free cpu one",
            "shift clock one -1h",
            "shift clock one 0s",
            "unplug one",
            "plug one",
            "heal",
            "kill leader");

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void whateverTheOrderTheWorldHasWhatTheStateSaysAndHealEndsClean(int size) throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            DeskTable table = new DeskTable(size, seed % 2 == 0 ? WorldKind.SIM : WorldKind.CONTAINERS);
            SplittableRandom random = new SplittableRandom(seed);
            table.random = random.split();
            StringBuilder trace = new StringBuilder("seed " + seed + ", " + size + " nodes");
            for (int i = 0; i < 25; i++) {
                String line = LINES.get(random.nextInt(LINES.size()));
                trace.append("; ").append(line);
                table.now += random.nextLong(800 * MS);
                table.expire();
                FaultOutcome outcome = table.tried(line);
                assertThat(outcome.troubles()).as(trace.toString()).isEmpty();
                table.check(trace.toString());
                if (line.equals("heal")) {
                    table.checkClean(trace.toString());
                }
            }
            table.done("heal");
            table.check(trace + "; heal");
            table.checkClean(trace + "; heal");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void whoeverFailsToObeyTheEndIsCleanOnceTheyDo(int size) throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            DeskTable table = new DeskTable(size, seed % 2 == 0 ? WorldKind.SIM : WorldKind.CONTAINERS);
            SplittableRandom random = new SplittableRandom(seed);
            table.random = random.split();
            StringBuilder trace = new StringBuilder("seed " + seed + ", " + size + " nodes");
            for (int i = 0; i < 25; i++) {
                table.world.recover();
                if (random.nextBoolean()) {
                    NodeId failing = table.members.get(random.nextInt(size));
                    trace.append("; without ").append(failing);
                    table.world.lose(List.of(failing));
                }
                String line = LINES.get(random.nextInt(LINES.size()));
                trace.append("; ").append(line);
                table.now += random.nextLong(800 * MS);
                table.caughtUp();
                table.check(trace.toString());
                FaultOutcome outcome = table.tried(line);
                table.check(trace.toString());
                if (outcome.extent() == Extent.WHOLE && line.equals("heal")) {
                    table.checkClean(trace.toString());
                }
            }
            table.world.recover();
            table.caughtUp();
            assertThat(table.state.silent()).as(trace.toString()).isEmpty();
            table.check(trace.toString());
            table.done("heal");
            table.check(trace + "; heal");
            table.checkClean(trace + "; heal");
        }
    }
}
