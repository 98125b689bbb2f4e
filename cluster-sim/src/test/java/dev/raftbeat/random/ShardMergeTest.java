package dev.raftbeat.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.progress.Progress;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardMergeTest {
    private static final String WRONG = "self-vote-is-a-quorum";

    @TempDir
    private Path directory;

    private static SweepShard fresh(long from, long seeds, Optional<String> variant, int shard, int shards) {
        return new SweepShard("1", from, seeds, Optional.empty(), variant, shard, shards, SweepTally.NONE);
    }

    private static SimVariant rules(Optional<String> variant) {
        return variant.map(name -> Zoo.find(name).orElseThrow().onSim()).orElse(SimVariant.NONE);
    }

    private static SweepTally played(SweepShard shard) throws InterruptedException {
        return shard.sweep(rules(shard.variant()))
                .run(Sweep.Listener.NONE, new Progress())
                .tally();
    }

    private static ShardMerge merge(SweepShard... shards) {
        Map<Path, SweepShard> files = new LinkedHashMap<>();
        for (SweepShard shard : shards) {
            files.put(Path.of("file" + files.size()), shard);
        }
        return ShardMerge.of(files);
    }

    private static SweepShard[] all(long seeds, Optional<String> variant, int shards) throws InterruptedException {
        List<SweepShard> all = new ArrayList<>();
        for (int i = shards; i >= 1; i--) {
            SweepShard shard = fresh(1, seeds, variant, i, shards);
            all.add(shard.with(played(shard)));
        }
        return all.toArray(SweepShard[]::new);
    }

    @ParameterizedTest
    @CsvSource({"40,1", "40,2", "40,7", "40,40"})
    void allShardsSayWhatOneProcessSays(long seeds, int shards) throws Exception {
        SweepTally whole = played(fresh(1, seeds, Optional.empty(), 1, 1));
        assertThat(whole.played()).isEqualTo(seeds);
        ShardMerge merge = merge(all(seeds, Optional.empty(), shards));
        assertThat(merge.defects()).isEmpty();
        assertThat(merge.whole().tally()).isEqualTo(whole);
    }

    @Test
    void whereSomethingIsBrokenTheyEndAtTheSameSeed() throws Exception {
        Optional<String> wrong = Optional.of("never-saves");
        SweepTally whole = played(fresh(1, 60, wrong, 1, 1));
        assertThat(whole.broken()).isPresent();
        assertThat(whole.played()).isEqualTo(whole.broken().orElseThrow());
        ShardMerge merge = merge(all(60, wrong, 6));
        assertThat(merge.defects()).isEmpty();
        assertThat(merge.whole().tally()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"10,3", "8,8", "100000000,9999999", "7,2"})
    void shardsFollowOneAnotherAndNoSeedIsLeftOut(long seeds, int shards) {
        long next = 5;
        for (int i = 1; i <= shards && i < 100_000; i++) {
            SweepShard shard = fresh(5, seeds, Optional.empty(), i, shards);
            assertThat(shard.first()).isEqualTo(next);
            assertThat(shard.count()).isBetween(seeds / shards, seeds / shards + 1);
            next = shard.first() + shard.count();
        }
        SweepShard last = fresh(5, seeds, Optional.empty(), shards, shards);
        assertThat(last.first() + last.count()).isEqualTo(5 + seeds);
    }

    @Test
    void aShardGoesOnWhereItWasStopped() throws Exception {
        SweepShard shard = fresh(1, 40, Optional.empty(), 1, 1);
        Progress progress = new Progress();
        SweepTally first = shard.sweep(SimVariant.NONE)
                .run(
                        new Sweep.Listener() {
                            @Override
                            public void counted(SweepTally tally) {
                                if (tally.played() == 13) {
                                    progress.stop();
                                }
                            }
                        },
                        progress)
                .tally();
        assertThat(first.played()).isBetween(13L, 39L);
        Path file = directory.resolve("shard");
        shard.with(first).write(file);
        SweepShard kept = SweepShard.read(file);
        assertThat(kept).isEqualTo(shard.with(first));
        assertThat(kept.ended()).isFalse();
        assertThat(played(kept)).isEqualTo(played(shard));
    }

    @Test
    void whatIsMissingUnfinishedOrThereTwiceIsNamed() throws Exception {
        SweepShard[] all = all(9, Optional.empty(), 9);
        SweepShard begun = fresh(1, 9, Optional.empty(), 1, 9);
        ShardMerge merge = merge(all[0], all[0], all[7], all[3], begun);
        assertThat(merge.defects())
                .containsExactly(
                        "shard 9 is there twice: file0 and file1",
                        "shard 1 has played 0 of 1 seeds: file4",
                        "of 9 shards these are missing: 3 to 5, 7 to 8");
        assertThat(merge.whole().tally().played()).isZero();
    }

    @Test
    void whatIsBrokenBehindAGapIsBrokenAllTheSame() throws Exception {
        SweepShard[] all = all(60, Optional.of("never-saves"), 2);
        long broken = all[0].tally().broken().orElseThrow();
        assertThat(merge(all[0]).whole().tally().broken()).contains(broken);
        assertThat(merge(all[0]).defects()).hasSize(1);
    }

    @Test
    void shardsOfTwoSweepsAreNotPutTogether() {
        SweepShard one = fresh(1, 9, Optional.empty(), 1, 2);
        SweepShard other = fresh(1, 9, Optional.of(WRONG), 2, 2);
        assertThatThrownBy(() -> merge(one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file1 is of another sweep than file0")
                .hasMessageContaining("as wrong as " + WRONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"shard\": 1 | \"shard\": 3",
                "\"played\": 0 | \"played\": 6",
                "\"facts\": 0 | \"facts\": -1",
                "\"seeds\": 9 | \"seeds\": 1",
                "\"from\": 1 | \"from\": 9007199254740992",
                "\"shards\": 2 | \"shards\": \"two\""
            })
    void aFileThatSaysWhatCannotBeIsRefused(String right, String wrong) throws IOException {
        Path file = directory.resolve("shard");
        fresh(1, 9, Optional.empty(), 1, 2).write(file);
        assertThat(SweepShard.read(file).count()).isEqualTo(4);
        Files.writeString(file, Files.readString(file).replace(right, wrong));
        assertThatThrownBy(() -> SweepShard.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shard:");
    }
}
