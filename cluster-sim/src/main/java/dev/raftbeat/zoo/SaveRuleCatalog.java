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
                "Term and vote lived in memory alone. A node that came back within the same term had forgotten its"
                        + " vote, and gave another.",
                RESTARTS.against("I2"));
    }

    private static WrongRule savesTermAlone() {
        return new WrongRule(
                new WrongSaves.SavesTermAlone(),
                "Ports.save",
                "B05: PySyncObj #202",
                "What was written to the disk was not all that had to be: the vote was missing from it, and a"
                        + " restart within the term left it free to be given again.",
                RESTARTS.against("I4"));
    }

    private static WrongRule ignoresFailedSave() {
        return new WrongRule(
                new WrongSaves.IgnoresFailedSave(),
                "Ports.save",
                "B09: sofa-jraft #1241, #1243; B12: sofa-jraft #96, #99",
                "The disk refused the vote, somebody logged it, and the grant was sent anyway. The node ran on with a"
                        + " ballot that a restart would not find.",
                new RandomReproducer(3, false, "", List.of(Deed.FAIL_DISK, Deed.CAMPAIGN), 30, 50, "I4", 10));
    }

    private static WrongRule answersBeforeSave() {
        return new WrongRule(
                new WrongSaves.AnswersBeforeSave(),
                "Ports.save",
                "B10: sofa-jraft #1245; B15: etcd raft e9e525d; B13: robustmq #2039",
                "The save was begun, and taken for done. Requests and votes left, and a candidate counted its own, while"
                        + " the disk was still writing; who lost power then came back with the older ballot.",
                RESTARTS.against("I4"));
    }

    private static WrongRule leavesLastSaveBuffered() {
        return new WrongRule(
                new WrongSaves.LeavesLastSaveBuffered(),
                "Ports.save",
                "B11: sofa-jraft #480, #481",
                "The stream was not flushed before the file was forced, so that what became durable was what had been"
                        + " written before. A restart found the ballot before the last.",
                RESTARTS.against("I4"));
    }
}
