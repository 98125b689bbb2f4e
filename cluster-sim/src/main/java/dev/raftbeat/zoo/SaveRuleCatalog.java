package dev.raftbeat.zoo;

import dev.raftbeat.zoo.RandomReproducer.Deed;
import java.util.List;

/** Those that get the way to the disk wrong. */
final class SaveRuleCatalog {
    static final RandomReproducer RESTARTS = new RandomReproducer(
            3,
            false,
            "",
            List.of(Deed.RESTART, Deed.CAMPAIGN_TOGETHER, Deed.CRASH_AT_SAVE, Deed.CRASH_AT_SEND),
            60,
            25,
            "I4",
            10);

    private SaveRuleCatalog() {}

    static List<WrongRule> all() {
        return List.of(
                neverSaves(), savesTermAlone(), ignoresFailedSave(), answersBeforeSave(), leavesLastSaveBuffered());
    }

    private static WrongRule neverSaves() {
        return new WrongRule(
                new WrongSaves.NeverSaves(),
                "mustSave",
                "B05: cornerstone #65, databend #1051",
                "Term and vote were kept in memory only. A node that restarted within the same term had forgotten"
                        + " its vote, and voted again.",
                RESTARTS.against("I2"));
    }

    private static WrongRule savesTermAlone() {
        return new WrongRule(
                new WrongSaves.SavesTermAlone(),
                "Ports.save",
                "B05: PySyncObj #202",
                "Only the term was written to the disk, and not the vote. A node that restarted within the term"
                        + " could vote again.",
                RESTARTS.against("I4"));
    }

    private static WrongRule ignoresFailedSave() {
        return new WrongRule(
                new WrongSaves.IgnoresFailedSave(),
                "Ports.save",
                "B09: sofa-jraft #1241, #1243; B12: sofa-jraft #96, #99",
                "The disk failed to save the vote. The error was logged, and the vote was sent all the same. The"
                        + " node ran on with a ballot that it would not find after a restart.",
                new RandomReproducer(3, false, "", List.of(Deed.FAIL_DISK, Deed.CAMPAIGN), 30, 50, "I4", 10));
    }

    private static WrongRule answersBeforeSave() {
        return new WrongRule(
                new WrongSaves.AnswersBeforeSave(),
                "Ports.save",
                "B10: sofa-jraft #1245; B15: etcd raft e9e525d; B13: robustmq #2039",
                "A save was started and treated as finished. Requests and votes were sent, and a candidate counted"
                        + " its own vote, while the disk was still writing. A node that lost power then came back"
                        + " with its older ballot.",
                RESTARTS.against("I4"));
    }

    private static WrongRule leavesLastSaveBuffered() {
        return new WrongRule(
                new WrongSaves.LeavesLastSaveBuffered(),
                "Ports.save",
                "B11: sofa-jraft #480, #481",
                "The file was forced to the disk before the stream was flushed, so the last ballot stayed in a"
                        + " buffer. After a restart the node found the ballot before it.",
                RESTARTS.against("I4"));
    }
}
