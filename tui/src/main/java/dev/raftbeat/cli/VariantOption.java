package dev.raftbeat.cli;

import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.zoo.Animal;
import dev.raftbeat.zoo.Zoo;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Nodes that are wrong on purpose. */
final class VariantOption {

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Let the simulated nodes follow this wrong rule of the zoo; raftbeat zoo list names them.")
    private String name;

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** @throws Trouble when the zoo has none of that name */
    SimVariant onSim() {
        return name == null ? SimVariant.NONE : animal(name).onSim();
    }

    static Animal animal(String name) {
        return Zoo.find(name)
                .orElseThrow(
                        () -> Trouble.usage("there is no \"" + name + "\" in the zoo; raftbeat zoo list names all"));
    }
}
