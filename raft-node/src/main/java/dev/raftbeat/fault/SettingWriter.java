package dev.raftbeat.fault;

import dev.raftbeat.protocol.Settings;

/**
 * Settings with one of them changed, as a {@code set} line asks.
 *
 * @param present all of them before the line; an E in the line is theirs
 * @param defaults what the cluster began with
 */
record SettingWriter(FaultWord word, Settings present, Settings defaults) implements SettingValue.Visitor<Settings> {
    @Override
    public Settings onOff(SettingValue.OnOff value) {
        return switch (word) {
            case SET_PREVOTE -> present.withPreVote(value.on());
            case SET_CHECKQUORUM -> present.withCheckQuorum(value.on());
            default -> throw word.unexpected();
        };
    }

    @Override
    public Settings time(SettingValue.Time value) {
        long nanos = value.span().nanos(present.electionNanosMax());
        return switch (word) {
            case SET_HEARTBEAT -> present.withHeartbeat(nanos);
            case SET_WINDOW -> present.withQuorumWindow(nanos);
            default -> throw word.unexpected();
        };
    }

    @Override
    public Settings range(SettingValue.Range value) {
        return present.withElection(
                value.least().nanos(present.electionNanosMax()), value.most().nanos(present.electionNanosMax()));
    }

    @Override
    public Settings logAt(SettingValue.LogAt value) {
        return present.withLog(value.index(), value.term());
    }

    @Override
    public Settings atPace(SettingValue.AtPace value) {
        Settings pace = value.pace().settings();
        return present.withHeartbeat(pace.heartbeatNanos())
                .withElection(pace.electionNanosMin(), pace.electionNanosMax())
                .withQuorumWindow(pace.quorumWindowNanos());
    }

    @Override
    public Settings byDefault(SettingValue.Default value) {
        return switch (word) {
            case SET_WINDOW -> present.withQuorumWindow(0);
            case SET_DEFAULTS -> defaults;
            default -> throw word.unexpected();
        };
    }
}
