package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays a cast: what stands on the terminal after each of its lines. It knows no more of terminals than a cast uses. */
public final class CastPlayer {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])");

    public final Map<String, Object> head;
    public final List<Double> times = new ArrayList<>();
    public final List<String> markers = new ArrayList<>();
    /** The picture after each line that changed it. */
    public final List<String> pictures = new ArrayList<>();

    private char[][] cells;
    private int x;
    private int y;

    public CastPlayer(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(Files.readString(file)).as("no line is cut short").endsWith("\n");
        head = StrictJson.STANDARD.readMap(lines.get(0));
        size(((Long) head.get("width")).intValue(), ((Long) head.get("height")).intValue());
        lines.stream().skip(1).forEach(this::play);
        assertThat(times).isSorted();
    }

    private void size(int width, int height) {
        cells = new char[height][width];
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
    }

    private void play(String line) {
        List<?> event = StrictJson.STANDARD.read(line, List.class);
        assertThat(event).as(line).hasSize(3);
        times.add((Double) event.get(0));
        String what = (String) event.get(2);
        switch ((String) event.get(1)) {
            case "o" -> {
                write(what);
                pictures.add(text());
            }
            case "r" -> {
                String[] sides = what.split("x");
                size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
            }
            case "m" -> markers.add(what);
            default -> throw new AssertionError("an event of an unknown kind: " + line);
        }
    }

    private void write(String what) {
        Matcher sequence = SEQUENCE.matcher(what);
        int at = 0;
        while (at < what.length()) {
            sequence.region(at, what.length());
            if (sequence.lookingAt()) {
                obey(sequence.group(1), sequence.group(2).charAt(0));
                at = sequence.end();
            } else {
                assertThat(what.charAt(at)).as("no other control").isGreaterThanOrEqualTo(' ');
                cells[y][x++] = what.charAt(at++);
            }
        }
    }

    private void obey(String numbers, char letter) {
        switch (letter) {
            case 'H' -> {
                String[] place = numbers.split(";");
                y = Integer.parseInt(place[0]) - 1;
                x = Integer.parseInt(place[1]) - 1;
            }
            case 'J' -> size(cells[0].length, cells.length);
            case 'm' -> assertThat(numbers).matches("0(;\\d+)*");
            default -> assertThat(numbers + letter).isEqualTo("?25l");
        }
    }

    /** As {@link dev.raftbeat.screen.canvas.Canvas#text()}. */
    private String text() {
        StringBuilder all = new StringBuilder();
        for (char[] row : cells) {
            all.append(new String(row).stripTrailing()).append('\n');
        }
        return all.toString();
    }
}
