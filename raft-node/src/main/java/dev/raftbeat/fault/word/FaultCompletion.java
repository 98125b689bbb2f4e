package dev.raftbeat.fault.word;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.NodeSelector.Pick;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Completion and hints, both made from the syntax in {@link FaultWord}. */
final class FaultCompletion {
    private FaultCompletion() {}

    static List<String> complete(String prefix, List<NodeId> members) {
        String line = prefix.stripLeading().toLowerCase(Locale.ROOT);
        int lastSpace = line.lastIndexOf(' ');
        List<String> before = pieces(line.substring(0, lastSpace + 1));
        String typed = line.substring(lastSpace + 1);
        String lastTyped = typed.substring(typed.lastIndexOf(',') + 1);
        Set<String> candidates = new LinkedHashSet<>();
        for (FaultWord word : FaultWords.all()) {
            List<String> shape = shape(word);
            if (!isLongerWord(String.join(" ", before), word) && before.size() < shape.size() && fits(before, shape)) {
                String next = shape.get(before.size());
                boolean inList = typed.indexOf(',') >= 0;
                if (!inList || next.startsWith("NODE")) {
                    candidates.addAll(offers(next, members));
                }
            }
        }
        return candidates.stream()
                .filter(candidate -> candidate.startsWith(lastTyped) && !candidate.equals(lastTyped))
                .toList();
    }

    static String hint(String prefix) {
        String line = String.join(" ", pieces(prefix.toLowerCase(Locale.ROOT)));
        List<FaultWord> begun = FaultWords.all().stream()
                .filter(word -> (line + " ").startsWith(word.text() + " "))
                .filter(word -> !isLongerWord(line, word))
                .toList();
        if (begun.size() == 1) {
            return begun.get(0).syntax() + ": " + begun.get(0).meaning();
        }
        return line.isEmpty()
                ? ""
                : FaultWords.all().stream()
                        .filter(word -> word.text().startsWith(line))
                        .map(FaultWord::syntax)
                        .collect(Collectors.joining("   "));
    }

    /** Whether the line begins with a word that itself begins with this one: {@code lose packets} is not {@code lose}. */
    private static boolean isLongerWord(String line, FaultWord word) {
        return FaultWords.all().stream()
                .filter(other -> other.text().startsWith(word.text() + " "))
                .anyMatch(other -> (line + " ").startsWith(other.text() + " "));
    }

    private static List<String> pieces(String text) {
        return Arrays.stream(text.replaceAll("\\s*,\\s*", ",").strip().split("\\s+"))
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    /** The syntax, piece by piece, with what may be left out as if it were typed, and links as nodes and an arrow. */
    private static List<String> shape(FaultWord word) {
        List<String> shape = new ArrayList<>();
        for (String piece : word.syntax().split(" ")) {
            String bare = piece.replaceAll("[\\[\\]]|\\.\\.\\.", "");
            if (piece.equals("LINKS")) {
                shape.addAll(List.of("NODES", "->|<->", "NODES"));
            } else {
                shape.add(bare);
            }
        }
        return shape;
    }

    private static boolean fits(List<String> before, List<String> shape) {
        for (int i = 0; i < before.size(); i++) {
            boolean literal = isLiteral(shape.get(i));
            if (literal && !alternatives(shape.get(i)).contains(before.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Capitals stand for what is to be filled in. */
    private static boolean isLiteral(String piece) {
        return piece.equals(piece.toLowerCase(Locale.ROOT));
    }

    private static List<String> alternatives(String piece) {
        return piece.equals("|") ? List.of("|") : List.of(piece.split("\\|"));
    }

    private static List<String> offers(String piece, List<NodeId> members) {
        if (piece.startsWith("NODE")) {
            List<String> offers =
                    new ArrayList<>(members.stream().map(NodeId::name).toList());
            Arrays.stream(Pick.values()).map(Pick::word).forEach(offers::add);
            return offers;
        }
        return alternatives(piece).stream().filter(FaultCompletion::isLiteral).toList();
    }
}
