package dev.raftbeat.fault;

import dev.raftbeat.protocol.Settings;

/** Settings with those of a line among them. */
@FunctionalInterface
public interface SettingRule {
    Settings apply(Fault line, Settings present, Settings defaults);
}
