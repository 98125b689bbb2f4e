package dev.raftbeat.record;

import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.spacetime.SpaceTime;
import java.util.List;

/** Campaigns in space and time, folded but for the last, and not too many of them, so that a report stays small. */
final class ElectionPictures {
    static final int PICTURES_MAX = 12;

    private final List<StampedFact> campaigns;
    private final RunFold run;
    private final Markup page = new Markup();

    ElectionPictures(List<StampedFact> campaigns, RunFold run) {
        this.campaigns = campaigns.subList(Math.max(0, campaigns.size() - PICTURES_MAX), campaigns.size());
        this.run = run;
    }

    String html() {
        if (campaigns.isEmpty()) {
            return "";
        }
        page.line("<section><h2>Elections in space and time</h2>");
        page.line("<p class=\"soft\">A lane a node, an arrow a message: it starts where and when it was sent, and ends"
                + " where and when it arrived or was lost. Point at anything to read what it is.</p>");
        for (int i = 0; i < campaigns.size(); i++) {
            picture(campaigns.get(i), i == campaigns.size() - 1);
        }
        page.line("</section>");
        return page.toString();
    }

    private void picture(StampedFact campaign, boolean open) {
        String what = run.when(campaign.tNanos()) + ": " + campaign.node() + " campaigns for term "
                + ((BecameCandidate) campaign.fact()).term();
        page.line(
                "<details class=\"card\"%s><summary class=\"one\"><b>%s</b></summary>",
                new Markup.Raw(open ? " open" : ""), what);
        page.line("<p class=\"hint\">Scroll sideways to see all of it.</p>");
        page.line("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">", what);
        page.raw(SpaceTimeSvg.inline(SpaceTime.around(run.why().facts(), campaign), what));
        page.line("</div></details>");
    }
}
