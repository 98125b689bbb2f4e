package dev.raftbeat.cli;

import dev.raftbeat.hunt.Hunt;
import dev.raftbeat.hunt.HuntFile;
import dev.raftbeat.world.PlainText;
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
            description = "Where the hunt is kept; ${DEFAULT-VALUE} by default.")
    private Path file;

    boolean exists() {
        return Files.exists(file);
    }

    /** As a user is told of it. */
    String name() {
        return PlainText.clean(file.toString());
    }

    Hunt read() {
        return read(file);
    }

    /** @throws Trouble when there is none, or it is none */
    static Hunt read(Path file) {
        String name = PlainText.clean(file.toString());
        try {
            return HuntFile.read(file);
        } catch (HuntFile.DamagedException e) {
            throw Trouble.usage(e.getMessage());
        } catch (NoSuchFileException e) {
            throw Trouble.usage("there is no hunt in " + name + "; raftbeat hunt begins one");
        } catch (IOException e) {
            throw Trouble.usage(PlainText.clean(e.getMessage()));
        }
    }

    void write(Hunt hunt) {
        try {
            HuntFile.write(file, hunt);
        } catch (IOException e) {
            throw Trouble.environment(PlainText.clean(e.getMessage()));
        }
    }
}
