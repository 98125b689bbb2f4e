package dev.raftbeat.fault;

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
        for (FaultEffect.Kind kind : line.word().effects()) {
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
        } else if (line instanceof Fault.OnHosts host && host.dial() instanceof HostDial.Delay delay) {
            return delay.time().nanos(0);
        } else if (line instanceof Fault.OnHosts host && host.dial() instanceof HostDial.Shift shift) {
            return (shift.back() ? -1 : 1) * shift.by().nanos(0);
        }
        return 0;
    }

    private static long billionths(BigDecimal percent) {
        return percent.multiply(PERCENT).longValue();
    }
}
