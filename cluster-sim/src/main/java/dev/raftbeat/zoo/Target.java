package dev.raftbeat.zoo;

/**
 * A wrong rule that can be hunted.
 *
 * @param name the zoo's name for it
 * @param topic what it is about
 * @param check the id of the check that the shortest known scenario breaks
 * @param par the lines of that scenario
 */
record Target(String name, Level level, Topic topic, String check, int par) {
    WrongRule animal() {
        return Zoo.find(name).orElseThrow();
    }
}
