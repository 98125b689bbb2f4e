package dev.raftbeat.cli;

import dev.raftbeat.hunt.Attempt;
import dev.raftbeat.hunt.Hunt;
import dev.raftbeat.zoo.Animal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raftbeat hunt give-up}: what the rule was. */
@Command(name = "give-up", description = "End the hunt and tell the rule and its story; what was won stays won.")
final class HuntGiveUpCommand implements Callable<Integer> {

    @Mixin
    private HuntFileOption file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Hunt hunt = file.read().revealed();
        file.write(hunt);
        PrintWriter out = spec.commandLine().getOut();
        Animal animal = hunt.animal();
        out.println("It was " + animal.name() + ", which replaces " + animal.replaces() + ".");
        out.println(animal.story());
        out.println("Seen in: " + animal.source());
        out.println("again: raftbeat run FILE --seeds " + Attempt.SEEDS + " --variant " + animal.name());
        out.println(HuntCommand.standing(hunt));
        out.flush();
        return ExitCodes.VALID;
    }
}
