package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.screen.cluster.Model;

/** Where the columns of the nodes' lines stand; 0 for one that there is no room for. */
record NodeColumns(
        int name,
        int nameWidth,
        int role,
        int roleWidth,
        int term,
        int termWidth,
        int vote,
        int voteWidth,
        int leader,
        int leaderWidth,
        int timer,
        int timerWidth,
        int suspicion,
        int boot,
        int log,
        int told) {
    /** A word such as {@code phi-exp 8}, or a level and a mark. */
    static final int SUSPICION_WIDTH = 9;

    /** Widths for this many columns: extras first go, then words get shorter. */
    static NodeColumns of(int width, Model model) {
        int longest = model.members.stream()
                .map(NodeId::name)
                .mapToInt(String::length)
                .max()
                .orElse(2);
        int nameWidth = Math.max(4, Math.min(longest, width >= 70 ? 12 : 6));
        int roleWidth = width >= 58 ? 13 : 9;
        int termWidth =
                Math.max(4, Math.min(9, Long.toString(model.picture().term()).length()));
        int voteWidth = width < 46 ? 0 : Math.min(Math.max(4, longest), width >= 70 ? 12 : 5);
        // A name, a mark when the leader is suspected, and how old the last heartbeat is; or "votes 2/3".
        int leaderWidth = Math.max(9, Math.min(longest, width >= 70 ? 12 : 6) + 7);
        int name = 3;
        int role = name + nameWidth + 1;
        int term = role + roleWidth + 1;
        int vote = term + termWidth + 1;
        int leader = vote + voteWidth + (voteWidth > 0 ? 1 : 0);
        int timer = leader + leaderWidth + 1;
        int rest = width - timer - 1;
        int told = rest >= 22 ? 6 : 0;
        int suspicion = rest >= 30 ? SUSPICION_WIDTH + 1 : 0;
        int boot = rest >= 36 ? 5 : 0;
        int log = rest >= 56 ? 7 : 0;
        int timerWidth = Math.max(0, Math.min(48, rest - suspicion - told - boot - log));
        int extra = timer + timerWidth + suspicion;
        return new NodeColumns(
                name,
                nameWidth,
                role,
                roleWidth,
                term,
                termWidth,
                vote,
                voteWidth,
                leader,
                leaderWidth,
                timer,
                timerWidth,
                suspicion == 0 ? 0 : timer + timerWidth + 1,
                boot == 0 ? 0 : extra + 1,
                log == 0 ? 0 : extra + boot + 1,
                told == 0 ? 0 : extra + boot + log + 1);
    }
}
