package dev.raftbeat.lesson;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.scenario.Finding;
import java.util.ArrayList;
import java.util.List;

/** Collects what is found while a stretch is played, and makes outcomes of it. */
final class PlayNotes {
    private final Stretch stretch;
    private final List<Finding> findings = new ArrayList<>();

    PlayNotes(Stretch stretch) {
        this.stretch = stretch;
    }

    void note(Finding finding) {
        findings.add(finding);
    }

    /** What came of the play at this place. What went wrong before the first one is told with it. */
    StretchOutcome outcome(int play) {
        Stretch.Mark mark = stretch.plays().get(play);
        List<StretchOutcome.Said> said = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (Finding finding : findings) {
            boolean its = mark.isTrouble(finding) || play == 0 && finding.line() > 0 && finding.line() < mark.from();
            if (mark.isChoice(finding)) {
                said.add(new StretchOutcome.Said(finding.verdict(), finding.sentence()));
            } else if (its && finding.verdict() != Verdict.VALID) {
                troubles.add(finding.text() + ": " + finding.reason());
            }
        }
        while (said.size() < mark.choices()) {
            said.add(new StretchOutcome.Said(Verdict.UNKNOWN, "The run did not come to it."));
        }
        return new StretchOutcome(said, troubles, List.of());
    }

    /** Invariants that the whole stretch broke. */
    List<String> broken() {
        return findings.stream()
                .filter(finding -> finding.line() == 0)
                .map(finding -> finding.text() + ": " + finding.reason())
                .toList();
    }
}
