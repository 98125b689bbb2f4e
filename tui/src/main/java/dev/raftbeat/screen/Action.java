package dev.raftbeat.screen;

import dev.raftbeat.screen.Key.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one table of keys: what they do, the help, the line of hints and the tests are made from it. */
public enum Action {
    HELP(
            Group.SCREEN,
            "?",
            "help",
            "Help: the part that keys act on, all keys, all marks; / in it searches",
            Key.of('?')),
    COMMAND(Group.SCREEN, ":", "command", "Type a line of the fault language; Tab completes, ↑ recalls", Key.of(':')),
    MENU(Group.SCREEN, "m", "menu", "Choose from all faults; the line can be changed before it acts", Key.of('m')),
    SELECT_LEADER(Group.NODE, "L", "leader", "Select the leader: L k kills it, L i isolates it", Key.of('L')),
    KILL(Group.NODE, "k", "kill", "Kill the node at once; start it again when it is dead", Key.of('k')),
    STOP(Group.NODE, "K", "", "Stop the node: a leader hands over first; start it when it is dead", Key.of('K')),
    PAUSE(Group.NODE, "z", "freeze", "Pause the process, its sockets open; resume it when it is paused", Key.of('z')),
    ISOLATE(Group.NODE, "i", "isolate", "Cut the node off from everyone, both ways, or join it", Key.of('i')),
    CAMPAIGN(Group.NODE, "e", "", "Make the node stand for election now", Key.of('e')),
    TRANSFER(Group.NODE, "t", "", "Hand leadership over to the node", Key.of('t')),
    MARK(Group.NODE, "g", "", "Mark the node for a group, or unmark it", Key.of('g')),
    PARTITION(
            Group.NODE,
            "P",
            "partition",
            "Partition the marked nodes (none: a majority), or end the partition",
            Key.of('P')),
    BRIDGE(Group.NODE, "B", "", "Make two halves that only this node connects, or end the bridge", Key.of('B')),
    STALL_DISK(Group.NODE, "D", "", "Stall the node's disk; free it when it is stalled", Key.of('D')),
    WIPE(Group.NODE, "W", "", "Kill the node and lose its ballot: breaks Raft's assumption", Key.of('W')),

    CUT(Group.LINK, "x", "cut", "Cut the link one way, or join it", Key.of('x')),
    CUT_BOTH(Group.LINK, "X", "", "Cut the link both ways, or join it", Key.of('X')),
    SLOW(Group.LINK, "s", "", "Slow the link by half an election timeout, or make it fast again", Key.of('s')),
    LOSE(Group.LINK, "l", "", "Lose 30% on the link, or none again", Key.of('l')),
    DUPLICATE(Group.LINK, "d", "", "Duplicate 30% on the link, or none again", Key.of('d')),
    REORDER(Group.LINK, "r", "", "Reorder 30% on the link, or none again", Key.of('r')),
    BLACKHOLE(Group.LINK, "b", "", "Swallow everything on the link without a word, or open it", Key.of('b')),
    FLAP(Group.LINK, "f", "", "Cut and join the link in turn, every two timeouts, or stop that", Key.of('f')),
    RESET(Group.LINK, "R", "", "Reset the connections of both directions", Key.of('R')),

    HEAL(Group.CLUSTER, "H", "heal all", "Undo every fault: all joined, fast, resumed, restarted", Key.of('H')),
    UNDO(Group.CLUSTER, "u", "undo", "End the last fault", Key.of('u')),
    PREVOTE(Group.CLUSTER, "p", "", "PreVote on or off, everywhere", Key.of('p')),
    CHECKQUORUM(Group.CLUSTER, "c", "", "CheckQuorum on or off, everywhere", Key.of('c')),
    EVIDENCE(
            Group.CLUSTER,
            "E",
            "",
            "Evidence on or off, everywhere: whether proof that the leader is gone is acted on",
            Key.of('E')),
    ALIGN(Group.CLUSTER, "a", "", "One election timeout for all, so that votes split; or spread again", Key.of('a')),

    HOLD(
            Group.SCREEN,
            "space",
            "hold",
            "Stop time, or let it go on; where it cannot stop, hold the picture, or catch up",
            Key.of(' ')),
    UP(Group.MOVE, "↑", "", "The node above; newer or older in the other parts", Key.of(Code.UP)),
    DOWN(Group.MOVE, "↓", "", "The node below", Key.of(Code.DOWN)),
    LEFT(Group.MOVE, "←", "", "The link to the receiver before; back in time on the strip", Key.of(Code.LEFT)),
    RIGHT(Group.MOVE, "→", "", "The link to the receiver after; forward in time on the strip", Key.of(Code.RIGHT)),
    DIGIT(Group.MOVE, "1-9", "", "Select that node"),
    FOCUS_NEXT(Group.MOVE, "Tab", "", "The next part of the screen", Key.of(Code.TAB)),
    FOCUS_BACK(Group.MOVE, "S-Tab", "", "The part before", Key.of(Code.BACK_TAB)),
    PAGE_UP(Group.MOVE, "PgUp", "", "A page back in the feed", Key.of(Code.PAGE_UP)),
    PAGE_DOWN(Group.MOVE, "PgDn", "", "A page on in the feed", Key.of(Code.PAGE_DOWN)),
    FIRST(Group.MOVE, "Home", "", "The oldest of the feed or the strip", Key.of(Code.HOME)),
    LAST(Group.MOVE, "End", "", "The newest again", Key.of(Code.END)),
    ENTER(
            Group.MOVE,
            "Enter",
            "",
            "Cut or join the link; end the fault chosen; go to the moment chosen on the strip; why, in the feed",
            Key.of(Code.ENTER)),
    DETECTOR(Group.SCREEN, ":detector", "", "How nodes suspect their leader: detector phi 8, detector missed 3"),
    VIEW(Group.SCREEN, "v", "view", "Show one part alone, then the next, then all", Key.of('v')),
    WHOLE(Group.SCREEN, "o", "", "Show whole what is cut on the screen (it ends in …)", Key.of('o')),
    FILTER(Group.SCREEN, "/", "filter", "Show only sentences of the feed that hold a word", Key.of('/')),
    WHY(
            Group.SCREEN,
            "w",
            "why",
            "Why the last sentence in the feed came about, or the selected fault or message: its chain of causes, or with v"
                    + " its messages as arrows; ↑ ↓ in the feed choose another",
            Key.of('w')),
    HEADLINES(Group.SCREEN, "h", "", "Headlines only in the feed, or everything", Key.of('h')),
    ZOOM_IN(Group.SCREEN, "+", "", "Less time a column on the strip", Key.of('+'), Key.of('=')),
    ZOOM_OUT(Group.SCREEN, "-", "", "More time a column on the strip", Key.of('-'), Key.of('_')),
    OPEN(Group.SCREEN, ":open", "", "Play a scenario file: :open FILE, and a number for a later cluster in it"),
    SAVE(Group.SCREEN, ":save", "", "Write what was done as a scenario file: :save FILE; :save! FILE over another"),
    SHOT(
            Group.SCREEN,
            ":shot",
            "",
            "Keep a picture of the screen: :shot, or :shot FILE.svg, .txt; :shot! over another"),
    BACK(Group.SCREEN, "Esc", "", "Back: close what is open, all parts, no filter", Key.of(Code.ESC)),
    REDRAW(Group.SCREEN, "Ctrl-L", "", "Draw everything afresh", Key.ctrl('l')),
    SUSPEND(Group.SCREEN, "Ctrl-Z", "", "Nothing: a stopped owner would leave its cluster unwatched", Key.ctrl('z')),
    QUIT(
            Group.SCREEN,
            "q",
            "quit",
            "Heal, end what was started (asks once), and leave; so does Ctrl-C",
            Key.of('q'),
            Key.ctrl('c')),

    STEP_ON(Group.TIME, ".", "step", "One step on in time", Key.of('.')),
    STEP_BACK(Group.TIME, ",", "back", "One step back in time", Key.of(',')),
    STEP_SIZE(
            Group.TIME,
            "n",
            "step size",
            "Choose where a step goes: notable fact, election, fact, message",
            Key.of('n')),
    ELECTION_ON(Group.TIME, ">", "election", "On to the next election, whatever the step", Key.of('>')),
    ELECTION_BACK(Group.TIME, "<", "", "Back to the election before", Key.of('<')),
    SLOWER(Group.TIME, "[", "slower", "Slower, down to a thousandth of real time", Key.of('[')),
    FASTER(Group.TIME, "]", "faster", "Faster, up to as fast as possible", Key.of(']')),
    FORK(
            Group.TIME,
            "F",
            "fork",
            "Fork a recording: go on from here in a simulation, one thing changed; F again goes back",
            Key.of('F')),
    AT(Group.TIME, ":at", "", "Go to a time: at 12.5s, at 0:12.503; or to a fact: at #1204"),
    TWINS(
            Group.TIME,
            ":twins",
            "",
            "This run on two clusters with one setting different: twins prevote off vs prevote on"),
    CLICK(
            Group.MOUSE,
            "click",
            "",
            "Select the node, the link, the fault or the part; say why a sentence of the feed came about; go to a moment of"
                    + " the strip, where time can be stopped; press the key of a hint"),
    WHEEL(Group.MOUSE, "wheel", "", "Scroll the part that is under the mouse"),
    SELECT_TEXT(
            Group.MOUSE, "S-drag", "", "Select text, as the terminal does it; --no-mouse leaves it the whole mouse"),
    DROP_MESSAGE(Group.MESSAGE, "l", "", "Lose the one chosen in the list"),
    DELAY_MESSAGE(Group.MESSAGE, "s", "", "Slow the one chosen by half an election timeout"),
    DUPLICATE_MESSAGE(Group.MESSAGE, "d", "", "Let the one chosen arrive once more"),
    PARTING(Group.TWINS, "p", "", "To the moment where they part"),
    WHY_PARTING(Group.TWINS, "w", "", "Why they part; after ↑ in a feed, why that line came about"),
    OTHER_TWIN(Group.TWINS, "Tab", "", "Move in the other one's feed"),
    LESSON_NEXT(Group.LESSON, "Enter", "", "On; while something runs, to its end at once"),
    LESSON_BACK(Group.LESSON, "Bksp", "", "Back to what was before"),
    LESSON_ANSWER(Group.LESSON, "1-9", "", "That is my answer"),
    LESSON_REPLAY(Group.LESSON, "r", "", "The last run once more, from its beginning"),
    LESSON_WHY(Group.LESSON, "w", "", "Why the last election came about, or closes that");

    /** What keys act on. */
    public enum Group {
        NODE("The selected node ▸"),
        LINK("The selected link [ ]"),
        CLUSTER("The whole cluster"),
        MOVE("Moving about"),
        SCREEN("The screen"),
        TIME("Time, where it can be stopped: --on sim, replay"),
        MOUSE("The mouse"),
        MESSAGE("One message under way: v or Tab shows their list, --on sim"),
        TWINS("Twins: :twins here, or raftbeat twins"),
        LESSON("Lessons: raftbeat lesson");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Group group;
    private final String label;
    private final String hint;
    private final String help;
    private final List<Key> keys;

    Action(Group group, String label, String hint, String help, Key... keys) {
        this.group = group;
        this.label = label;
        this.hint = hint;
        this.help = help;
        this.keys = List.of(keys);
    }

    public Group group() {
        return group;
    }

    /** How its key is written. */
    public String label() {
        return label;
    }

    /** Its word in the line of hints; empty when it has none. */
    public String hint() {
        return hint;
    }

    /** What it does, in one sentence. */
    public String help() {
        return help;
    }

    public List<Key> keys() {
        return keys;
    }

    public static Optional<Action> of(Key key) {
        if (key.code() == Code.CHAR && !key.ctrl() && key.letter() >= '1' && key.letter() <= '9') {
            return Optional.of(DIGIT);
        }
        for (Action action : values()) {
            if (action.keys.contains(key)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    /** Whether it changes the cluster, or offers what does. */
    public boolean breaks() {
        return switch (this) {
            case SELECT_LEADER, MARK -> false;
            case MENU -> true;
            default -> group == Group.NODE || group == Group.LINK || group == Group.CLUSTER || group == Group.MESSAGE;
        };
    }

    /** What a key of links does in the list of messages. */
    public Optional<Action> onMessage() {
        return switch (this) {
            case LOSE -> Optional.of(DROP_MESSAGE);
            case SLOW -> Optional.of(DELAY_MESSAGE);
            case DUPLICATE -> Optional.of(DUPLICATE_MESSAGE);
            default -> Optional.empty();
        };
    }

    public static List<Action> of(Group group) {
        List<Action> all = new ArrayList<>();
        for (Action action : values()) {
            if (action.group == group) {
                all.add(action);
            }
        }
        return all;
    }
}
