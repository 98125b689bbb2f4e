package dev.raftbeat.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts what a run said in the place of what the blocks of a scenario say, and leaves everything else as it is. */
public final class Rewriting {
    private Rewriting() {}

    /** The file's new text; the old one when every block says what the run said. */
    public static String of(ScenarioResult result) {
        Map<Integer, ScenarioStep.Block> blocks = new TreeMap<>();
        Map<Integer, List<String>> said = new TreeMap<>();
        for (TrialResult trial : result.trials()) {
            said.putAll(trial.blocks());
            for (ScenarioStep step : trial.trial().steps()) {
                if (step instanceof ScenarioStep.Block block && trial.blocks().containsKey(block.line())) {
                    blocks.put(block.line(), block);
                }
            }
        }
        String text = result.scenario().text();
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder rewritten = new StringBuilder();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            rewritten.append(lines.get(i)).append(end);
            ScenarioStep.Block block = blocks.get(i + 1);
            if (block != null) {
                said.get(i + 1).forEach(line -> rewritten.append(line).append(end));
                i = block.endLine() - 2;
            }
        }
        boolean open = !text.isEmpty() && !text.endsWith("\n");
        return open ? rewritten.substring(0, rewritten.length() - end.length()) : rewritten.toString();
    }
}
