package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.HostLimit;
import dev.raftbeat.protocol.FaultEffect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a line does, as facts tell it: the effects of its word, with the number of the line. */
public final class FaultEffects {
    private static final BigDecimal PERCENT = BigDecimal.valueOf(FaultEffect.WHOLE, 2);

    private FaultEffects() {}

    /** @param line resolved, so without E */
    public static List<FaultEffect> of(Fault line) {
        if (FaultState.isZero(line)) {
            return List.of();
        }
        long amount = amount(line);
        List<FaultEffect> effects = new ArrayList<>();
        for (FaultEffect.Kind kind : kinds(line.word())) {
            boolean all = kind == FaultEffect.Kind.MAY_LOSE && amount == FaultEffect.WHOLE;
            effects.add(all ? FaultEffect.of(losesAll(line.word())) : new FaultEffect(kind, amount));
        }
        if (line instanceof Fault.Setting set
                && set.word() == FaultWord.SET_DEFAULTS
                && set.on().isEmpty()) {
            effects.add(FaultEffect.of(FaultEffect.Kind.SPREADS));
        }
        return effects;
    }

    private static FaultEffect.Kind losesAll(FaultWord word) {
        return FaultWord.ON_PACKETS.contains(word) ? FaultEffect.Kind.CUTS_SOON : FaultEffect.Kind.CUTS;
    }

    private static long amount(Fault line) {
        if (line instanceof Fault.Chance chance) {
            return billionths(chance.percent());
        } else if (line instanceof Fault.Skew skew) {
            return billionths(skew.percent());
        } else if (line instanceof Fault.Slow slow) {
            return slow.delay().nanos(0);
        } else if (line instanceof Fault.OnHosts host && host.dial() instanceof HostLimit.Delay delay) {
            return delay.time().nanos(0);
        } else if (line instanceof Fault.OnHosts host && host.dial() instanceof HostLimit.Shift shift) {
            return (shift.back() ? -1 : 1) * shift.by().nanos(0);
        }
        return 0;
    }

    private static long billionths(BigDecimal percent) {
        return percent.multiply(PERCENT).longValue();
    }

    /** What a word does; without default, so that a new word does not compile before it stands here. */
    static List<FaultEffect.Kind> kinds(FaultWord word) {
        return switch (word) {
            case KILL -> List.of(FaultEffect.Kind.ENDS);
            case WIPE -> List.of(FaultEffect.Kind.ENDS, FaultEffect.Kind.FORGETS);
            case CRASH -> List.of(FaultEffect.Kind.ENDS_LATER);
            case PAUSE -> List.of(FaultEffect.Kind.FREEZES);
            case COLLECT -> List.of(FaultEffect.Kind.COLLECTS);
            case CUT, PARTITION, ISOLATE, BRIDGE, STAR, RING, MAJORITIES_RING, CHAIN, BLACKHOLE ->
                List.of(FaultEffect.Kind.CUTS);
            case DROP_PACKETS, REJECT_PACKETS, UNPLUG -> List.of(FaultEffect.Kind.CUTS_SOON);
            case FLAP -> List.of(FaultEffect.Kind.CUTS_IN_TURN);
            case LOSE, LOSE_PACKETS -> List.of(FaultEffect.Kind.MAY_LOSE);
            case DUPLICATE -> List.of(FaultEffect.Kind.DUPLICATES);
            case REORDER -> List.of(FaultEffect.Kind.REORDERS);
            case SLOW, SLOW_PACKETS -> List.of(FaultEffect.Kind.DELAYS);
            case LIMIT_RATE, LIMIT_CPU -> List.of(FaultEffect.Kind.THROTTLES);
            case SKEW -> List.of(FaultEffect.Kind.SKEWS);
            case SHIFT_CLOCK -> List.of(FaultEffect.Kind.SHIFTS_CLOCK);
            case STALL_DISK -> List.of(FaultEffect.Kind.STALLS_DISK);
            case FAIL_DISK -> List.of(FaultEffect.Kind.FAILS_DISK);
            case RESET -> List.of(FaultEffect.Kind.RESETS);
            case CAMPAIGN -> List.of(FaultEffect.Kind.CAMPAIGNS);
            case TRANSFER -> List.of(FaultEffect.Kind.TRANSFERS);
            case SET_PREVOTE, SET_CHECKQUORUM, SET_ELECTION, SET_HEARTBEAT -> List.of(FaultEffect.Kind.SETS);
            case SET_WINDOW, SET_LOG, SET_PACE, SET_DEFAULTS -> List.of(FaultEffect.Kind.SETS);
            case ALIGN_TIMERS -> List.of(FaultEffect.Kind.ALIGNS);
            case SPREAD_TIMERS -> List.of(FaultEffect.Kind.SPREADS);
            case RESTART, RESUME, JOIN, FREE_DISK, OPEN, PASS_PACKETS, FREE_RATE, FREE_CPU, PLUG, END, HEAL ->
                List.of();
        };
    }
}
