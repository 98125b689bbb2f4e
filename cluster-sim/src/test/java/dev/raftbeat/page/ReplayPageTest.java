package dev.raftbeat.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayPageTest {
    private static final int FACTS = 1_000_000;
    private static final long MINUTE = 60_000_000_000L;

    @Test
    void aMillionFactsMakeAPageOfAFewMegabytes() {
        PageFold run = new PageFold();
        int[] facts = new int[1];
        try (SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.LAN.settings(), 5)))) {
            world.observe(fact -> {
                run.tell(fact);
                facts[0]++;
            });
            while (facts[0] < FACTS) {
                world.jump(world.nowNanos() + MINUTE);
            }
        }
        String page = page(run, "long");
        assertThat(page).endsWith("</body></html>\n");
        assertThat(page.length()).isBetween(1_000_000, 5_000_000);
    }

    @Test
    void whatIsSaidIsNeverMarkup() {
        String page = page(new PageFold(), "</title></script><script>alert(1)</script>");
        assertThat(page).doesNotContain("alert(1)</script>").contains("&lt;/title&gt;");
        assertThat(page.split("<script", -1)).hasSize(3);
    }

    @Test
    void thePageItselfIsSmall() {
        assertThat(page(new PageFold(), "nothing")).hasSizeLessThan(150_000);
    }

    private static String page(PageFold run, String title) {
        return new ReplayPage(run, title, List.of("a line is damaged"), List.of(), new Why(List.of()), List.of())
                .html();
    }
}
