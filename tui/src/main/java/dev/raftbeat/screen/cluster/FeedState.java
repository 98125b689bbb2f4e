package dev.raftbeat.screen.cluster;

import dev.raftbeat.world.sentence.Sentence;
import java.util.Locale;

/** Where the feed stands. */
public final class FeedState {
    /** How many sentences lie below the last one shown; 0 follows the newest. */
    public int back;

    public boolean headlines = true;
    public String filter = "";

    public boolean shows(Sentence told) {
        return (!headlines || told.headline())
                && (filter.isEmpty() || told.text().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT)));
    }
}
