package dev.raftbeat.cli.option;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.world.PlainText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** Where an export goes: a file, which is there as a whole or not at all, or standard output. */
public final class ExportFile {
    private static final String WHAT = "an export";

    private final Path file;
    private final CommandSpec spec;

    /** What writes it, piece by piece. */
    public interface Body {
        void writeTo(Consumer<String> text);
    }

    /**
     * Looks whether it can be where it is to be, before anybody waits for it.
     *
     * @param file null for standard output
     * @throws UserError when something else is there
     */
    public ExportFile(Path file, CommandSpec spec) {
        this.file = file;
        this.spec = spec;
        if (file != null) {
            PictureFile.told(() -> RegularFile.check(file, WHAT));
        }
    }

    /** Where sentences for people go. */
    public PrintWriter people() {
        return file == null ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    /** Writes it. What is thrown meanwhile leaves no file behind. */
    public void write(Body body) {
        if (file == null) {
            PrintWriter out = spec.commandLine().getOut();
            // What is exported is clean by itself; the writer that cleans would take the CR of CSV away.
            out.print("");
            PrintWriter raw = new PrintWriter(new BufferedWriter(CleanWriter.forOurOwn(out)));
            body.writeTo(raw::print);
            raw.flush();
        } else {
            PictureFile.told(() -> WholeFile.write(
                    file,
                    stream -> {
                        Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
                        try {
                            body.writeTo(piece -> write(writer, piece));
                        } catch (UncheckedIOException e) {
                            throw e.getCause();
                        }
                        writer.flush();
                    },
                    WHAT));
        }
    }

    private static void write(Writer writer, String piece) {
        try {
            writer.write(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says where it is. */
    public void done(String what) {
        if (file != null) {
            people().println(what + ": " + PlainText.path(file.toString()));
        }
    }
}
