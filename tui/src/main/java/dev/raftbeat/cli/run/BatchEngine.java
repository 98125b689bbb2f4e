package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.UserError;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Engines that start one program many times over and number its processes, by the variables in which each tells a process
 * its number and how many there are.
 */
enum BatchEngine {
    /** An Indexed Job; its manifest has to repeat {@code completions} in a variable. */
    KUBERNETES("JOB_COMPLETION_INDEX", "", "", "JOB_COMPLETIONS"),
    SLURM("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP", "SLURM_ARRAY_TASK_COUNT"),
    /** Grid Engine tells the last number instead of how many there are. */
    SGE("SGE_TASK_ID", "SGE_TASK_FIRST", "SGE_TASK_STEPSIZE", ""),
    /** The job has to tell {@code count} in its meta block, as {@code shards}. */
    NOMAD("NOMAD_ALLOC_INDEX", "", "", "NOMAD_META_shards");

    private static final Pattern SHARD = Pattern.compile("(\\d{1,7}|auto)(?:/(\\d{1,7}))?");
    private static final String SGE_LAST = "SGE_TASK_LAST";

    private final String index;
    private final String first;
    private final String step;
    private final String count;

    BatchEngine(String index, String first, String step, String count) {
        this.index = index;
        this.first = first;
        this.step = step;
        this.count = count;
    }

    /**
     * One of several processes that share a work.
     *
     * @param number 1 to {@code of}
     */
    record Shard(int number, int of) {
        /** All the work. */
        static final Shard WHOLE = new Shard(1, 1);
    }

    /**
     * The shard of {@code 3/8}, {@code auto} or {@code auto/8}. With {@code auto/8}, the tasks of Slurm and Grid Engine
     * bear the numbers 1 to 8.
     *
     * @param environment the variables of this process
     * @throws UserError when the text is none of these, or the variables do not say it
     */
    static Shard shard(String text, Map<String, String> environment) {
        Matcher found = SHARD.matcher(text);
        if (!found.matches() || !text.startsWith("auto") && found.group(2) == null) {
            throw UserError.usage("--shard takes a shard of how many, such as 3/8, or auto, not \"" + text + "\"");
        }
        OptionalLong said =
                found.group(2) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(found.group(2)));
        Shard shard = found.group(1).equals("auto")
                ? auto(said, environment)
                : new Shard(Integer.parseInt(found.group(1)), (int) said.orElseThrow());
        if (shard.number < 1 || shard.number > shard.of) {
            throw UserError.usage("--shard takes a shard from 1 to " + shard.of + ", not " + shard.number);
        }
        return shard;
    }

    private static Shard auto(OptionalLong said, Map<String, String> environment) {
        BatchEngine engine = Stream.of(values())
                .filter(one -> environment.containsKey(one.index))
                .findFirst()
                .orElseThrow(() -> UserError.usage("--shard auto found no batch engine: none of "
                        + Stream.of(values()).map(one -> one.index).collect(Collectors.joining(", ")) + " is set"));
        long id = number(engine.index, environment);
        // Where some tasks of an array are started again, its first number and its length are theirs, not the sweep's.
        long of = said.isPresent() ? said.getAsLong() : engine.count(environment);
        long number = said.isPresent()
                ? id + (engine.first.isEmpty() ? 1 : 0)
                : (id - engine.first(environment)) / engine.step(environment) + 1;
        if (of < 1 || of > Integer.MAX_VALUE || number < 1 || number > of) {
            throw UserError.usage(
                    "--shard auto: by the variables of " + engine + " this is shard " + number + " of " + of);
        }
        return new Shard((int) number, (int) of);
    }

    private long first(Map<String, String> environment) {
        return first.isEmpty() ? 0 : number(first, environment);
    }

    private long step(Map<String, String> environment) {
        return step.isEmpty() || !environment.containsKey(step) ? 1 : Math.max(1, number(step, environment));
    }

    private long count(Map<String, String> environment) {
        return this == SGE
                ? (number(SGE_LAST, environment) - first(environment)) / step(environment) + 1
                : number(count, environment);
    }

    private static long number(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> text.matches("\\d{1,7}"))
                .map(Long::parseLong)
                .orElseThrow(() -> UserError.usage("--shard auto needs a number in the variable " + variable
                        + (environment.containsKey(variable)
                                ? ", not \"" + environment.get(variable) + "\""
                                : ", which is not set")
                        + "; or say how many there are: --shard auto/8"));
    }
}
