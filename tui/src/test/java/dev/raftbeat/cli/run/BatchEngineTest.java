package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.run.BatchEngine.Shard;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchEngineTest {
    private static Map<String, String> environment(String text) {
        Map<String, String> all = new TreeMap<>();
        for (String one : text.split(" ")) {
            if (!one.equals("-")) {
                String[] parts = one.split("=", 2);
                all.put(parts[0], parts[1]);
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "3/8, -, 3, 8",
        "1/1, JOB_COMPLETION_INDEX=7, 1, 1",
        "auto, JOB_COMPLETION_INDEX=0 JOB_COMPLETIONS=8, 1, 8",
        "auto, JOB_COMPLETION_INDEX=7 JOB_COMPLETIONS=8, 8, 8",
        "auto/9, JOB_COMPLETION_INDEX=7, 8, 9",
        "auto, SLURM_ARRAY_TASK_ID=8 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=8 SLURM_ARRAY_TASK_STEP=1, 8, 8",
        "auto, SLURM_ARRAY_TASK_ID=6 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_STEP=2, 4, 4",
        "auto/8, SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_COUNT=2, 4, 8",
        "auto/8, SGE_TASK_ID=4 SGE_TASK_FIRST=3, 4, 8",
        "auto, SGE_TASK_ID=5 SGE_TASK_FIRST=1 SGE_TASK_LAST=7 SGE_TASK_STEPSIZE=2, 3, 4",
        "auto, NOMAD_ALLOC_INDEX=0 NOMAD_META_shards=3, 1, 3"
    })
    void aShardIsSaidOrFound(String text, String variables, int number, int of) {
        assertThat(BatchEngine.shard(text, environment(variables))).isEqualTo(new Shard(number, of));
    }

    @ParameterizedTest
    @CsvSource({
        "0/8, -, from 1 to 8",
        "9/8, -, from 1 to 8",
        "3, -, such as 3/8",
        "3/x, -, such as 3/8",
        "99999999/99999999, -, such as 3/8",
        "auto, -, none of JOB_COMPLETION_INDEX",
        "auto, JOB_COMPLETION_INDEX=1, JOB_COMPLETIONS",
        "auto, JOB_COMPLETION_INDEX=one JOB_COMPLETIONS=8, not \"one\"",
        "auto/8, SLURM_ARRAY_TASK_ID=0, shard 0 of 8",
        "auto, JOB_COMPLETION_INDEX=8 JOB_COMPLETIONS=8, shard 9 of 8",
        "auto/2, SGE_TASK_ID=undefined, SGE_TASK_ID",
        "auto, NOMAD_ALLOC_INDEX=1, NOMAD_META_shards"
    })
    void whatSaysNoShardIsUsage(String text, String variables, String sentence) {
        assertThatThrownBy(() -> BatchEngine.shard(text, environment(variables)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }
}
