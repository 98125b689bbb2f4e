package dev.raftbeat.fault.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.protocol.FaultEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a line does is told with it, so that nobody has to read its text. */
class FaultEffectsTest {
    private static String effects(String line) throws FaultSyntaxException {
        return FaultLanguage.parse(line).effects().stream()
                .map(effect -> effect.kind() + (effect.amount() == 0 ? "" : " " + effect.amount()))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill n2                      | ENDS",
                "stop n2                      | STOPS",
                "pause n2,n3                  | FREEZES",
                "crash n2 before save         | ENDS_LATER",
                "cut n1 -> n3                 | CUTS",
                "isolate n1                   | CUTS",
                "blackhole n1 -> n3           | CUTS",
                "flap n1 -> n3 every 2E       | CUTS_IN_TURN",
                "drop packets n1 -> n3        | CUTS_SOON",
                "unplug n2                    | CUTS_SOON",
                "slow n1 -> n3 80ms +-20ms    | DELAYS 80000000",
                "slow packets n2 1.5s         | DELAYS 1500000000",
                "lose 30% all -> n3           | MAY_LOSE 300000000",
                "lose 0.0000001% all -> n3    | MAY_LOSE 1",
                "lose 100% all -> n3          | CUTS",
                "lose 100.0% all -> n3        | CUTS",
                "lose packets 20% n1 -> n3    | MAY_LOSE 200000000",
                "lose packets 100% n1 -> n3   | CUTS_SOON",
                "duplicate 100% all -> all    | DUPLICATES 1000000000",
                "skew n2 +5%                  | SKEWS 50000000",
                "skew n2 -5%                  | SKEWS -50000000",
                "shift clock n2 -1s           | SHIFTS_CLOCK -1000000000",
                "limit cpu n2 10%             | THROTTLES",
                "stall disk n2                | STALLS_DISK",
                "fail disk n2                 | FAILS_DISK",
                "wipe n2                      | ENDS, FORGETS",
                "campaign n2                  | CAMPAIGNS",
                "set prevote off on n2        | SETS",
                "set defaults                 | SETS, SPREADS",
                "set defaults on n2           | SETS",
                "align timers                 | ALIGNS",
                "spread timers                | SPREADS",
            })
    void aLineHasTheEffectsOfItsWordAndTheAmountOfItsNumber(String line, String effects) throws FaultSyntaxException {
        assertThat(effects(line)).isEqualTo(effects);
    }

    @ParameterizedTest
    @CsvSource({
        "slow n1 -> n3 0ms",
        "lose 0% all -> n3",
        "skew n2 0%",
        "slow packets n2 0ms",
        "shift clock n2 0s",
        "resume n2",
        "join n1 -> n3",
        "end 3",
        "heal"
    })
    void whatOnlyUndoesHasNone(String line) throws FaultSyntaxException {
        assertThat(effects(line)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.raftbeat.fault.word.FaultWords#all")
    void everyWordButThoseThatUndoHasEffects(FaultWord word) throws FaultSyntaxException {
        assertThat(effects(word.example()).isEmpty()).isEqualTo(word.kind() == FaultWord.Kind.UNDO);
    }

    @Test
    void everyKindOfEffectIsThatOfAWord() throws FaultSyntaxException {
        List<FaultEffect.Kind> of = new ArrayList<>();
        for (FaultWord word : FaultWords.all()) {
            FaultLanguage.parse(word.example()).effects().forEach(effect -> of.add(effect.kind()));
        }
        assertThat(of).contains(FaultEffect.Kind.values());
    }
}
