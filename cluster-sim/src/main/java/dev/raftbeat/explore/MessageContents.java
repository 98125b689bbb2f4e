package dev.raftbeat.explore;

import dev.raftbeat.explore.MessageContent.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that may be said within the bounds, and where in a set of messages it stands: one bit a content and link, the links
 * of one content side by side in one word.
 */
final class MessageContents {
    private final int nodes;
    private final int links;
    private final int perWord;
    private final List<MessageContent> all = new ArrayList<>();
    private final Map<MessageContent, Integer> places = new HashMap<>();
    private final long[] linksTo;
    private final long[] linksFrom;

    MessageContents(ExplorationBounds bounds) {
        nodes = bounds.nodes();
        links = nodes * (nodes - 1);
        perWord = links == 0 ? Long.SIZE : Long.SIZE / links;
        linksTo = new long[nodes];
        linksFrom = new long[nodes];
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (from != to) {
                    linksFrom[from] |= 1L << link(from, to);
                    linksTo[to] |= 1L << link(from, to);
                }
            }
        }
        for (int term = 0; term <= bounds.terms(); term++) {
            addOfTerm(bounds, term);
        }
    }

    /** Term 0 is said only in replies; rules that are wrong enough to say it elsewhere are refused when they do. */
    private void addOfTerm(ExplorationBounds bounds, int term) {
        add(Kind.REQUEST_VOTE_REPLY, term, false, false);
        add(Kind.REQUEST_VOTE_REPLY, term, true, false);
        boolean promises = bounds.preVote() || bounds.transfers();
        if (promises) {
            add(Kind.PRE_VOTE_REPLY, term, false, true);
            add(Kind.PRE_VOTE_REPLY, term, false, false);
        }
        if (term == 0) {
            return;
        }
        add(Kind.REQUEST_VOTE, term, false, false);
        add(Kind.APPEND_ENTRIES, term, false, false);
        add(Kind.APPEND_ENTRIES_REPLY, term, false, false);
        add(Kind.APPEND_ENTRIES_REPLY, term, true, false);
        if (bounds.transfers()) {
            add(Kind.REQUEST_VOTE, term, true, false);
            add(Kind.TIMEOUT_NOW, term, false, false);
        }
        if (promises) {
            for (boolean current : new boolean[] {true, false}) {
                if (bounds.preVote()) {
                    add(Kind.PRE_VOTE_REQUEST, term, false, current);
                }
                if (bounds.transfers()) {
                    add(Kind.PRE_VOTE_REQUEST, term, true, current);
                }
                add(Kind.PRE_VOTE_REPLY, term, true, current);
            }
        }
    }

    private void add(Kind kind, int term, boolean yes, boolean current) {
        MessageContent content = new MessageContent(kind, term, yes, current);
        places.put(content, all.size());
        all.add(content);
    }

    int size() {
        return all.size();
    }

    MessageContent get(int place) {
        return all.get(place);
    }

    /** @throws AbstractionException when the content lies outside what was thought possible */
    int place(MessageContent content) {
        Integer place = places.get(content);
        if (place == null) {
            throw new AbstractionException("the rules say what no node should say: " + content);
        }
        return place;
    }

    /** The place of a content that may not exist within the bounds; -1 then. */
    int find(Kind kind, int term, boolean yes) {
        return places.getOrDefault(new MessageContent(kind, term, yes, false), -1);
    }

    int links() {
        return links;
    }

    int link(int from, int to) {
        return from * (nodes - 1) + (to < from ? to : to - 1);
    }

    int from(int link) {
        return link / (nodes - 1);
    }

    int to(int link) {
        int to = link % (nodes - 1);
        return to < from(link) ? to : to + 1;
    }

    long linksTo(int node) {
        return linksTo[node];
    }

    long linksFrom(int node) {
        return linksFrom[node];
    }

    int words() {
        return (all.size() + perWord - 1) / perWord;
    }

    int perWord() {
        return perWord;
    }

    /** The links on which this was said. */
    long said(long[] messages, int place) {
        return messages[place / perWord] >>> place % perWord * links & linkMask();
    }

    long linkMask() {
        return (1L << links) - 1;
    }

    void say(long[] messages, int place, long onLinks) {
        messages[place / perWord] |= onLinks << place % perWord * links;
    }

    void unsay(long[] messages, int place, long onLinks) {
        messages[place / perWord] &= ~(onLinks << place % perWord * links);
    }

    /** Whether any of the messages goes to another node than this one. */
    boolean saysToOthers(long[] messages, int node) {
        for (int place = 0; place < all.size(); place++) {
            if ((said(messages, place) & ~linksTo[node]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Node {@code asker} waits for no answer any more: whatever it asked, and was answered, belongs to the past. */
    void age(long[] messages, int asker) {
        for (int place = 0; place < all.size(); place++) {
            MessageContent content = all.get(place);
            if (content.current()) {
                long mine = content.kind() == Kind.PRE_VOTE_REQUEST ? linksFrom[asker] : linksTo[asker];
                long moved = said(messages, place) & mine;
                unsay(messages, place, moved);
                say(messages, places.get(content.aged()), moved);
            }
        }
    }
}
