package dev.raftbeat.cli.option;

import dev.raftbeat.history.TimingRequirement;
import dev.raftbeat.history.TimingRequirement.Misfit;
import dev.raftbeat.protocol.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Notes on standard error about times that do not fit each other, each once. Nothing is refused because of them. */
public final class TimingNotes {
    private final PrintWriter err;
    private final Set<String> told = new TreeSet<>();

    public TimingNotes(PrintWriter err) {
        this.err = err;
    }

    /** About the settings that a cluster of so many begins with. */
    public void tell(String where, Settings settings, int members) {
        tell(
                where,
                TimingRequirement.of(settings, members).misfits().stream()
                        .map(Misfit::text)
                        .toList());
    }

    /** @param where what the notes are about, such as a line of a file; may be empty */
    public synchronized void tell(String where, List<String> notes) {
        for (String note : notes) {
            String line = where.isEmpty() ? note : where + ": " + note;
            if (told.add(line)) {
                err.println("note: " + line);
            }
        }
        err.flush();
    }
}
