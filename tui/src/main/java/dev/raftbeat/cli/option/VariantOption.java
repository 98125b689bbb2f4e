package dev.raftbeat.cli.option;

import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.zoo.WrongRule;
import dev.raftbeat.zoo.Zoo;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Nodes that are wrong on purpose. */
public final class VariantOption {

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Wrong rule of the zoo for the simulated nodes (see raftbeat zoo list).")
    private String name;

    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** @throws UserError when the zoo has none of that name */
    public SimVariant onSim() {
        return name == null ? SimVariant.NONE : animal(name).onSim();
    }

    public static WrongRule animal(String name) {
        return Zoo.find(name)
                .orElseThrow(
                        () -> UserError.usage("there is no \"" + name + "\" in the zoo; raftbeat zoo list names all"));
    }
}
