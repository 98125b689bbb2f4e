package dev.raftbeat.screen.cluster;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.ScriptRecorder;
import dev.raftbeat.screen.LineEditor;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.CutTexts;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that the picture shows. Owned by one thread; changed by facts, by {@link Update} and by outcomes alone, so
 * that the same facts, keys and times always make the same picture.
 */
public final class Model {
    /** What the keys mean at the moment. */
    public enum Mode {
        PICTURE,
        COMMAND,
        FILTER,
        HELP,
        MENU,
        WHY,
        /** What was cut is shown whole. */
        WHOLE,
        /** It was asked whether the cluster is to end. */
        LEAVE,
        /** It was asked whether something is to be broken. */
        ASK
    }

    /** How something that was said in the status line went. */
    public enum Tone {
        QUIET,
        PENDING,
        DONE,
        FAILED
    }

    /** What the status line says. */
    public record Status(Tone tone, String text) {}

    public final String title;
    private RunFolds story;
    public final List<NodeId> members;
    public final LineEditor line = new LineEditor();
    public final LineEditor filterLine = new LineEditor();
    public final FeedState feed = new FeedState();
    public final StripState strip = new StripState();
    public final Cursors cursors = new Cursors();
    public Mode mode = Mode.PICTURE;

    /** What its keys may do to the cluster. */
    public Rights rights = Rights.BREAKS;

    public final PresentState present = new PresentState();

    public ScreenPart focus = ScreenPart.CLUSTER;
    Optional<ScreenPart> whole = Optional.empty();
    public final PageState page = new PageState();
    /** The last picture: what was cut there, and what lies under the mouse. */
    public final CutTexts cut = new CutTexts();

    public final WhyState why = new WhyState();
    public final ArrowsState arrows = new ArrowsState();
    boolean aligned;
    TimeStep step = TimeStep.NOTABLE;
    public Status status = new Status(Tone.QUIET, "");
    List<String> offers = List.of();

    private DetectorSpec detector = Detectors.parse("phi 8");
    private ScriptRecorder doings;
    public final HeldFacts pile = new HeldFacts();
    private int pending;
    private Optional<TimeView> time = Optional.empty();
    private int journeys;

    /**
     * @param title what the world is
     * @param members at least one
     */
    public Model(String title, List<NodeId> members) {
        this.title = title;
        this.members = List.copyOf(members);
        this.story = new RunFolds(members, detector);
        this.doings = new ScriptRecorder(members);
        this.cursors.column = members.size() > 1 ? 1 : 0;
    }

    /** All that the facts have told so far. */
    public RunFolds story() {
        return story;
    }

    /** The part that is shown alone, if one is. */
    public Optional<ScreenPart> whole() {
        return whole;
    }

    /** What Tab offers for the line that is being typed, when there are several. */
    public List<String> offers() {
        return offers;
    }

    /** Takes in a fact; while the picture is held, it waits on a pile. */
    public void hear(StampedFact fact) {
        if (pile.since().isPresent()) {
            pile.add(fact);
        } else {
            listen(fact);
        }
    }

    private void listen(StampedFact fact) {
        long before = story.told();
        doings.hear(fact, story::picture);
        story.hear(fact).ifPresent(givenUp -> say(Tone.FAILED, givenUp));
        if (time.isPresent() && !fact.fact().routine()) {
            story.settle();
        }
        // Somebody who reads old news must not be carried away by new ones.
        if (feed.back > 0
                && story.told() > before
                && feed.shows(story.feed().get(story.feed().size() - 1))) {
            feed.back++;
        }
    }

    /** Draws conclusions from what was heard; call it once a frame, after the facts. */
    public void settle() {
        // What the frames happen to see must not show where the same moment is to show the same picture each time.
        if (time.isEmpty()) {
            conclude();
        }
    }

    private void conclude() {
        long before = story.told();
        story.settle();
        if (feed.back > 0) {
            List<Sentence> all = story.feed();
            int found = (int) Math.min(all.size(), story.told() - before);
            feed.back += (int) all.subList(all.size() - found, all.size()).stream()
                    .filter(feed::shows)
                    .count();
        }
    }

    /** The time of a world that can be stopped and taken back; call it once a frame, before the facts. */
    public void time(TimeView now) {
        Optional<InFlight> chosen = selectedMessage();
        time = Optional.of(now);
        chosen.ifPresent(this::follow);
    }

    /** A message stays chosen while others arrive before it, and when it is delayed. */
    private void follow(InFlight chosen) {
        List<InFlight> all = messages();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(chosen.id()) && all.get(i).copy() == chosen.copy()) {
                cursors.message = i;
            }
        }
    }

    /** Empty in a world that has no time of its own. */
    public Optional<TimeView> time() {
        return time;
    }

    /** Whether this moment was recorded, so that nothing can act on it. */
    public boolean recorded() {
        return time.filter(TimeView::recorded).isPresent();
    }

    /** Forgets every fact: those of the whole run follow. What was chosen and opened stays so. */
    public void startAnew() {
        story = new RunFolds(members, detector);
        doings = new ScriptRecorder(members);
        pile.take();
        feed.back = 0;
        strip.follow();
    }

    /** What was done until now, as a scenario. */
    public ScriptRecorder.Script script(long nowNanos) {
        OptionalLong seed = time.isPresent() ? OptionalLong.of(time.get().seed()) : OptionalLong.empty();
        return doings.script(seed, nowNanos);
    }

    /** Whether the world is on its way to another moment. */
    public boolean travelling() {
        return journeys > 0;
    }

    void depart() {
        journeys++;
    }

    /** The journey that {@link Request.Travel} asked for is over, and its facts have been heard. */
    public void arrived(boolean done, String sentence) {
        journeys = Math.max(0, journeys - 1);
        String said = sentence.isEmpty() ? story.newest().map(Sentences::of).orElse("") : sentence;
        status = new Status(done ? sentence.isEmpty() ? Tone.QUIET : Tone.DONE : Tone.FAILED, said);
    }

    /** The files were looked for whose path begins so, as {@link Request.Complete} asked. */
    public void completed(String begun, List<String> files) {
        if (mode == Mode.COMMAND) {
            CommandKeys.completed(this, begun, files);
        }
    }

    /** What a scenario is about to do. */
    public void doing(String words) {
        status = new Status(Tone.PENDING, words);
    }

    /** What became of a line that {@link Request.Apply} asked for. */
    public void outcome(boolean done, String sentence) {
        pending = Math.max(0, pending - 1);
        status = new Status(done ? Tone.DONE : Tone.FAILED, sentence);
    }

    /** Tells that this many routine facts never came: the picture may be out of date until the next ones do. */
    public void dropped(long count) {
        say(Tone.FAILED, "too many facts at once: " + count + " routine ones were left out of this picture");
    }

    /** What was seen of the cluster until now, in a line or two. */
    public List<String> seen(long nowNanos) {
        return story.seen(nowNanos);
    }

    /**
     * The moment that the picture shows: now, or when it was held, or the last of a cluster that was ended; before any fact,
     * that from which time is counted.
     */
    public long shownNanos(long nowNanos) {
        return story.newest().isEmpty()
                ? picture().firstNanos()
                : pile.since().orElseGet(() -> story.endedNanos().orElse(nowNanos));
    }

    /** Somebody has taken the cluster down, and all its facts have been heard: the picture stays as it was last. */
    public void ended() {
        story.end();
    }

    public boolean held() {
        return pile.since().isPresent();
    }

    void release() {
        long leftOut = pile.leftOut();
        pile.end().forEach(this::listen);
        if (leftOut > 0) {
            say(Tone.QUIET, leftOut + " routine facts were left out while the picture was held");
        }
    }

    public void say(Tone tone, String text) {
        status = new Status(tone, text);
    }

    void pend(String text) {
        pending++;
        status = new Status(Tone.PENDING, text);
    }

    /** Whether this line was asked for last, and nothing has come of it yet. */
    boolean isPending(String text) {
        return busy() && status.equals(new Status(Tone.PENDING, text));
    }

    boolean busy() {
        return pending > 0;
    }

    /** The detector by which the picture shows suspicion of leaders. */
    public DetectorSpec detector() {
        return detector;
    }

    void detector(DetectorSpec chosen) {
        detector = chosen;
        story.choose(chosen);
    }

    public ClusterSnapshot picture() {
        return story.picture();
    }

    public NodeId selected() {
        return members.get(Math.min(cursors.node, members.size() - 1));
    }

    /** The link under the cursor; empty on the diagonal and in a cluster of one. */
    public Optional<Link> link() {
        return cursors.node == cursors.column
                ? Optional.empty()
                : Optional.of(new Link(members.get(cursors.node), members.get(cursors.column)));
    }

    public List<FaultSpan> faults() {
        return picture().faults();
    }

    Optional<FaultSpan> selectedFault() {
        List<FaultSpan> all = faults();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(Math.min(cursors.fault, all.size() - 1)));
    }

    /** The messages that are under way, the next to arrive first. */
    public List<InFlight> messages() {
        return time.map(TimeView::inFlight).orElse(List.of());
    }

    public Optional<InFlight> selectedMessage() {
        List<InFlight> all = messages();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(Math.min(cursors.message, all.size() - 1)));
    }

    public List<ScreenPart> parts() {
        return time.isPresent() ? ScreenPart.ALL : ScreenPart.WITHOUT_TIME;
    }

    int place(NodeId id) {
        return members.indexOf(id);
    }

    public Style colour(NodeId id) {
        int place = place(id);
        return place < 0 ? Style.TEXT : Style.ofMember(place);
    }
}
