package dev.raftbeat.hunt;

import dev.raftbeat.zoo.Animal;
import dev.raftbeat.zoo.Zoo;

/**
 * A wrong rule that can be hunted.
 *
 * @param name the zoo's name for it
 * @param topic what it is about
 * @param check the id of the check that the shortest known scenario breaks
 * @param par the lines of that scenario
 */
record Quarry(String name, Level level, Topic topic, String check, int par) {
    Animal animal() {
        return Zoo.find(name).orElseThrow();
    }
}
