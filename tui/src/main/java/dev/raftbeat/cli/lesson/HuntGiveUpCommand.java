package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.zoo.Hunt;
import dev.raftbeat.zoo.PlayedAttempt;
import dev.raftbeat.zoo.WrongRule;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raftbeat hunt give-up}: what the rule was. */
@Command(name = "give-up", description = "End the hunt and show the rule and its story. Points that were won stay.")
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
        WrongRule animal = hunt.animal();
        out.println("It was " + animal.name() + ", which replaces " + animal.replaces() + ".");
        out.println(animal.story());
        out.println("Seen in: " + animal.source());
        out.println("again: raftbeat run FILE --seeds " + PlayedAttempt.SEEDS + " --variant " + animal.name());
        out.println(HuntCommand.standing(hunt));
        out.flush();
        return ExitCodes.VALID;
    }
}
