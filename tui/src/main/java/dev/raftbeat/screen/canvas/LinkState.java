package dev.raftbeat.screen.canvas;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.LinkView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is wrong with a link, worst first, each with the glyph of its cell in the matrix.
 *
 * @param troubles empty when nothing is wrong
 * @param faults the numbers of the faults behind them
 */
public record LinkState(Link link, List<Trouble> troubles, List<Long> faults) {
    /** One kind of trouble. */
    public enum Trouble {
        CUT(Mark.CUT, "cut", Style.BAD),
        BLACKHOLE(Mark.BLACKHOLE, "black hole", Style.BAD),
        FLAP(Mark.FLAP, "flapping", Style.WARN),
        LOSE(Mark.LOSE, "loses", Style.WARN),
        SLOW(Mark.SLOW, "slow", Style.WARN),
        DUPLICATE(Mark.DUPLICATE, "duplicates", Style.WARN),
        REORDER(Mark.REORDER, "reorders", Style.WARN),
        DOWN(Mark.DOWN, "no connection", Style.WARN);

        private final Mark mark;
        private final String word;
        private final Style style;

        Trouble(Mark mark, String word, Style style) {
            this.mark = mark;
            this.word = word;
            this.style = style;
        }

        public Mark mark() {
            return mark;
        }

        public char glyph() {
            return mark.glyph();
        }

        public String word() {
            return word;
        }

        public Style style() {
            return style;
        }
    }

    public static LinkState of(ClusterSnapshot picture, Link link) {
        Set<Trouble> troubles = new TreeSet<>();
        List<Long> numbers = new ArrayList<>();
        for (FaultSpan fault : picture.faultsOn(link)) {
            troubles.add(trouble(fault));
            numbers.add(fault.number());
        }
        boolean down = picture.link(link.from(), link.to())
                .filter(view -> view.connection() == LinkView.Connection.DOWN)
                .isPresent();
        if (down) {
            troubles.add(Trouble.DOWN);
        }
        return new LinkState(link, List.copyOf(troubles), List.copyOf(numbers));
    }

    private static Trouble trouble(FaultSpan fault) {
        if (fault.told().word().equals("blackhole")) {
            return Trouble.BLACKHOLE;
        } else if (fault.does(FaultEffect.Kind.CUTS_IN_TURN)) {
            return Trouble.FLAP;
        } else if (fault.does(FaultEffect.Kind.MAY_LOSE)) {
            return Trouble.LOSE;
        } else if (fault.does(FaultEffect.Kind.DELAYS)) {
            return Trouble.SLOW;
        } else if (fault.does(FaultEffect.Kind.DUPLICATES)) {
            return Trouble.DUPLICATE;
        } else if (fault.does(FaultEffect.Kind.REORDERS)) {
            return Trouble.REORDER;
        }
        return Trouble.CUT;
    }

    public boolean cut() {
        return troubles.contains(Trouble.CUT);
    }

    public boolean fine() {
        return troubles.isEmpty();
    }
}
