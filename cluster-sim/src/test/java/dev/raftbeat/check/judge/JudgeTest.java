package dev.raftbeat.check.judge;

import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.check.History;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
    @Test
    void violatedOutranksUnknownAndUnknownOutranksValid() {
        List<Verdict> rising = List.of(Verdict.VALID, Verdict.UNKNOWN, Verdict.VIOLATED);
        for (Verdict a : rising) {
            for (Verdict b : rising) {
                Verdict higher = rising.get(Math.max(rising.indexOf(a), rising.indexOf(b)));
                assertThat(a.and(b)).isEqualTo(higher);
            }
        }
    }

    @Test
    void nothingToJudgeIsUnknown() {
        assertThat(new Judge(List.of()).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(new Judge().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void oneLampAnInvariant() {
        History history = History.booted(3);
        history.node("n1").tells(new BecameLeader(4, ids("n1", "n2")));
        history.node("n3").tells(new BecameLeader(4, ids("n2", "n3")));
        Judge judge = new Judge();
        history.facts().forEach(judge::hear);
        assertThat(judge.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(judge.lamps())
                .extracting(Judge.Lamp::id)
                .containsExactly("I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11 I12 I13 I14 I16".split(" "));
        Judge.Lamp safety = judge.lamps().get(0);
        assertThat(safety.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(safety.judged()).isEqualTo(1);
        assertThat(judge.violations()).containsAll(safety.violations());
    }

    @Test
    void checksThatShareHearTogetherOrNotAtAll() {
        History history = History.booted(3);
        history.node("n1").sends("n2", "AppendEntries", 1);
        List<Invariant> some = Invariants.all().subList(6, 8);
        history.facts().forEach(some.get(0)::hear);
        assertThatThrownBy(() -> some.get(1).hear(history.facts().get(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("together");
    }
}
