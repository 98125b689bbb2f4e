package dev.raftbeat.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All animals. */
public final class Zoo {
    private Zoo() {}

    /** Those that get votes wrong, then those that get saves wrong, then those that get timers wrong, and evidence. */
    public static List<WrongRule> all() {
        List<WrongRule> all = new ArrayList<>(VoteRuleCatalog.all());
        all.addAll(SaveRuleCatalog.all());
        all.addAll(TimerRuleCatalog.all());
        all.addAll(EvidenceRuleCatalog.all());
        return List.copyOf(all);
    }

    public static Optional<WrongRule> find(String name) {
        return all().stream().filter(animal -> animal.name().equals(name)).findFirst();
    }
}
