package dev.raftbeat.terminal;

import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.group.GroupKeys;
import dev.raftbeat.screen.group.GroupModel;
import dev.raftbeat.screen.group.GroupPicture;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The screen of a small simulated group, until somebody leaves. The loop's own thread moves the time of the group. */
public final class GroupApp implements ScreenLoop.Show {
    private final GroupModel model;
    private final ScreenLoop loop;

    private GroupApp(GroupModel model, ScreenLoop loop) {
        this.model = model;
        this.loop = loop;
    }

    /**
     * Shows a group on this process's terminal until somebody leaves. The terminal is as it was before when this returns
     * or throws.
     *
     * @throws UncheckedIOException when there is no terminal (see {@link Tty#present()}), or it fails
     */
    public static ExitReason run(GroupModel model, TerminalOptions options) {
        return ScreenLoop.run(options, loop -> new GroupApp(model, loop));
    }

    @Override
    public void draw(Painter painter) throws IOException {
        model.tick(System.nanoTime());
        painter.paint((width, height) -> GroupPicture.of(model, width, height));
    }

    @Override
    public void press(Key key) {
        for (Request request : GroupKeys.key(model, key)) {
            if (request instanceof Request.Quit quit) {
                loop.leave(quit);
            } else {
                loop.afresh();
            }
        }
    }

    @Override
    public void close() {}
}
