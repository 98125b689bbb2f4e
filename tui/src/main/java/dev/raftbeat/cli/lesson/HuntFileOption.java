package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.zoo.Hunt;
import dev.raftbeat.zoo.HuntFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --hunt}: where a hunt is kept. */
final class HuntFileOption {

    @Option(
            names = "--hunt",
            paramLabel = "FILE",
            defaultValue = "raftbeat.hunt",
            description = "File of the hunt (default ${DEFAULT-VALUE}).")
    private Path file;

    boolean exists() {
        return Files.exists(file);
    }

    /** As a user is told of it. */
    String name() {
        return PlainText.path(file.toString());
    }

    Hunt read() {
        return read(file);
    }

    /** @throws UserError when there is none, or it is none */
    static Hunt read(Path file) {
        String name = PlainText.path(file.toString());
        try {
            return HuntFile.read(file);
        } catch (HuntFile.DamagedException e) {
            throw UserError.usage(e.getMessage());
        } catch (NoSuchFileException e) {
            throw UserError.usage("there is no hunt in " + name + "; raftbeat hunt begins one");
        } catch (IOException e) {
            throw UserError.usage(PlainText.path(e.getMessage()));
        }
    }

    void write(Hunt hunt) {
        try {
            HuntFile.write(file, hunt);
        } catch (IOException e) {
            throw UserError.environment(PlainText.path(e.getMessage()));
        }
    }
}
