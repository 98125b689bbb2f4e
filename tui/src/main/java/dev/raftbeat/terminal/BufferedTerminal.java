package dev.raftbeat.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.ansi.UnixTerminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lanterna's terminal with what a real one needs on top: output in whole buffers, so that frames do not tear; one shell
 * call to set it up; Ctrl-C, Ctrl-Z and Ctrl-\ as keys, so that no signal leaves a wrecked screen behind; its size from
 * the system instead of a question on the wire that may never be answered; text written whole, as UTF-8; pasted text
 * marked as such, and the mouse reported in decimal numbers, which Lanterna's own modes are not ({@link PasteInput}).
 */
final class BufferedTerminal extends UnixTerminal {
    private static final TerminalSize USUAL = new TerminalSize(80, 24);

    // Set while the superclass is being constructed: an initialiser here would wipe them out again.
    private String before;
    private TerminalSize first;

    private static final byte[] MARK_PASTES = "\u001b[?2004h".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK_NO_PASTES = "\u001b[?2004l".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] REPORT_MOUSE = "\u001b[?1000h\u001b[?1006h".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPORT_NO_MOUSE = "\u001b[?1006l\u001b[?1000l".getBytes(StandardCharsets.US_ASCII);

    private final boolean mouse;
    private final PasteInput input;
    private final Gate output;

    /**
     * @param mouse whether clicks and the wheel are to be reported; the terminal then selects text with Shift held
     * @throws IOException when there is no terminal to be set up
     */
    BufferedTerminal(boolean mouse) throws IOException {
        this(
                mouse,
                new PasteInput(new FileInputStream(FileDescriptor.in)),
                new Gate(new FileOutputStream(FileDescriptor.out)));
    }

    private BufferedTerminal(boolean mouse, PasteInput input, Gate output) throws IOException {
        super(input, output, StandardCharsets.UTF_8, CtrlCBehaviour.TRAP);
        this.mouse = mouse;
        this.input = input;
        this.output = output;
    }

    @Override
    public void enterPrivateMode() throws IOException {
        super.enterPrivateMode();
        writeToTerminal(MARK_PASTES);
        if (mouse) {
            writeToTerminal(REPORT_MOUSE);
        }
        flush();
    }

    @Override
    public KeyStroke readInput() throws IOException {
        return input.meant(super.readInput());
    }

    @Override
    public KeyStroke pollInput() throws IOException {
        return input.meant(super.pollInput());
    }

    /** What is written after the alternate screen was left would stay on the shell, so that nothing is. */
    @Override
    public void exitPrivateMode() throws IOException {
        synchronized (output) {
            if (mouse) {
                writeToTerminal(REPORT_NO_MOUSE);
            }
            writeToTerminal(MARK_NO_PASTES);
            super.exitPrivateMode();
            output.shut();
        }
    }

    @Override
    protected void saveTerminalSettings() throws IOException {
        String[] lines = Tty.ask("stty -g && stty size && stty -icanon -echo -isig -ixon min 1 time 0")
                .split("\n", -1);
        before = lines[0].strip();
        first = lines.length > 1 ? size(lines[1]) : USUAL;
    }

    @Override
    protected void restoreTerminalSettings() throws IOException {
        flush();
        if (before != null) {
            Tty.ask("stty " + before);
        }
    }

    @Override
    protected void canonicalMode(boolean enabled) {
        // Done, with all the rest, when the settings were saved.
    }

    @Override
    protected void keyEchoEnabled(boolean enabled) {
        // As above.
    }

    @Override
    protected void keyStrokeSignalsEnabled(boolean enabled) {
        // As above.
    }

    @Override
    protected TerminalSize findTerminalSize() throws IOException {
        if (first != null) {
            TerminalSize known = first;
            first = null;
            return known;
        }
        return size(Tty.ask("stty size"));
    }

    @Override
    public void putString(String text) throws IOException {
        writeToTerminal(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Rows and columns as {@code stty size} tells them; a line that is serial or a bad pty says 0 0. */
    static TerminalSize size(String rowsAndColumns) {
        String[] both = rowsAndColumns.strip().split(" +", -1);
        if (both.length != 2 || !both[0].matches("\\d{1,4}") || !both[1].matches("\\d{1,4}")) {
            return USUAL;
        }
        int rows = Integer.parseInt(both[0]);
        int columns = Integer.parseInt(both[1]);
        return rows == 0 || columns == 0 ? USUAL : new TerminalSize(columns, rows);
    }

    /**
     * A buffer before the terminal that can be shut for good. A signal ends the screen from another thread than the one
     * that draws, and that one goes on for as long as the end of the cluster takes.
     */
    private static final class Gate extends BufferedOutputStream {
        private boolean shut;

        Gate(OutputStream terminal) {
            super(terminal, 1 << 16);
        }

        synchronized void shut() throws IOException {
            flush();
            shut = true;
        }

        @Override
        public synchronized void write(int one) throws IOException {
            if (!shut) {
                super.write(one);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) throws IOException {
            if (!shut) {
                super.write(bytes, from, length);
            }
        }
    }
}
