package dev.raftbeat.lesson;

import java.util.List;
import java.util.Optional;

/**
 * A lesson as it was written.
 *
 * @param file what its reader called it, for messages
 * @param number the one that it is taken by
 * @param minutes how long it takes, 1 to 60
 * @param sections in the order in which they are gone through
 * @param stretches one for each cluster of it, in their order
 * @param alone what to try alone, at the end
 * @param teacher the teacher's page
 */
public record Lesson(
        String file,
        int number,
        String title,
        int minutes,
        List<Section> sections,
        List<Stretch> stretches,
        List<String> alone,
        List<String> teacher) {
    public Lesson {
        sections = List.copyOf(sections);
        stretches = List.copyOf(stretches);
        alone = List.copyOf(alone);
        teacher = List.copyOf(teacher);
    }

    /** The last part of the file's name, without {@code .lesson}: what scores are kept by. */
    public String name() {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return last.endsWith(".lesson") ? last.substring(0, last.length() - ".lesson".length()) : last;
    }

    /** The questions, in their order. */
    public List<Section.Ask> questions() {
        return sections.stream()
                .filter(Section.Ask.class::isInstance)
                .map(Section.Ask.class::cast)
                .toList();
    }

    /** The question that is answered by this run or command: the one just before it. */
    Optional<Section.Ask> questionOf(Section run) {
        int place = sections.indexOf(run);
        return place > 0 && sections.get(place - 1) instanceof Section.Ask ask ? Optional.of(ask) : Optional.empty();
    }

    /** The cluster on which a section plays: the last that came up before it, or else the first. */
    Optional<Stretch> stretchOf(Section section) {
        Optional<Stretch> found = stretches.stream().findFirst();
        for (Stretch stretch : stretches) {
            if (stretch.line() <= section.line()) {
                found = Optional.of(stretch);
            }
        }
        return found;
    }
}
