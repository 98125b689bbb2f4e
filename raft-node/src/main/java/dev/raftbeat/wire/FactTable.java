package dev.raftbeat.wire;

import dev.raftbeat.protocol.Meaning;

/** The table of all facts that {@code docs/FACTS.md} is made of, from the records themselves. */
public final class FactTable {
    private static final String INTRODUCTION = """
            # Facts

            Everything that a node does is told as a fact, one line of JSON each, on `/facts` and with `--facts ndjson`;
            screen, checks, recordings and metrics are made of nothing else. A reader that is too slow loses *routine*
            facts, and a `FactsLost` says how many; *notable* ones are never dropped.

            This page is made from the code by `mvn -pl raft-node test -Dtest=FactTableTest -Draftbeat.rewrite=true`.

            ## The stamp

            Every line begins with these fields.

            | field | JSON | meaning |
            |---|---|---|
            | `v` | integer | the version of this form, %d |
            | `t_ns` | integer | the host's monotonic clock in nanoseconds, comparable on one host only |
            | `node` | string | who tells it; `world` for what was done from outside |
            | `boot` | integer | which life of the node, from 1 |
            | `seq` | integer | the place in that life, from 1, without gaps |
            | `lamport` | integer | Lamport's clock: larger than that of every fact that can have led to this one |
            | `cause` | string `node:boot:seq` or null | the fact that triggered it |
            | `fact` | string | its kind, the first column below |

            A message's id is the `node:boot:seq` of its `MessageSent`. Fields whose name ends in `Nanos` are nanoseconds.
            """.formatted(FactCodec.VERSION);

    private FactTable() {}

    /** The page in Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        Class<?> family = null;
        for (Class<?> kind : FactCodec.kinds()) {
            if (kind.getEnclosingClass() != family) {
                family = kind.getEnclosingClass();
                page.append("\n## ").append(family.getSimpleName()).append("\n\n");
                page.append("| fact | weight | fields | meaning |\n|---|---|---|---|\n");
            }
            Meaning meaning = kind.getAnnotation(Meaning.class);
            page.append("| `").append(kind.getSimpleName()).append("` | ");
            page.append(meaning.routine() ? "routine" : "notable").append(" | ");
            page.append(RecordForm.of(kind).describe()).append(" | ");
            page.append(meaning.value()).append(" |\n");
        }
        return page.toString();
    }
}
