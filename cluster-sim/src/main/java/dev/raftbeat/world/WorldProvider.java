package dev.raftbeat.world;

/** Makes worlds of one kind; found by {@link java.util.ServiceLoader}, so that a jar on the class path adds one. */
public interface WorldProvider {
    /** The word after {@code --on}: {@code local}, {@code sim}, {@code containers}. */
    String word();

    /**
     * Brings a cluster up and answers when its nodes run; it may not have a leader yet.
     *
     * @throws WorldException when the machine cannot give what is asked for
     */
    World launch(WorldSpec spec);
}
