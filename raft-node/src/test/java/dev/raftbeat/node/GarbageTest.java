package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** However a collection ends, another may be asked for. */
class GarbageTest {
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private Runnable work = () -> {};
    private final Garbage garbage = new Garbage((fact, cause) -> {}, () -> work.run(), begun::add);

    private static void fail(Error error) {
        throw error;
    }

    @Test
    void oneAtATime() {
        assertThat(garbage.collect(Optional.empty())).isTrue();
        assertThat(garbage.collect(Optional.empty())).isFalse();
        begun.remove().run();
        assertThat(garbage.collect(Optional.empty())).isTrue();
    }

    @Test
    void aHeapThatIsFullIsNoDefectAndNoEnd() {
        work = () -> fail(new OutOfMemoryError("Java heap space"));
        assertThat(garbage.collect(Optional.empty())).isTrue();
        assertThatCode(begun.remove()::run).doesNotThrowAnyException();
        assertThat(garbage.collect(Optional.empty())).isTrue();
    }

    @Test
    void afterADefectAnotherMayBeAskedFor() {
        work = () -> {
            throw new IllegalStateException("broken");
        };
        assertThat(garbage.collect(Optional.empty())).isTrue();
        assertThatThrownBy(begun.remove()::run).hasMessage("broken");
        assertThat(garbage.collect(Optional.empty())).isTrue();
    }

    @Test
    void aThreadThatCannotBeginCollectsNothing() {
        boolean[] none = {true};
        Garbage other = new Garbage((fact, cause) -> {}, () -> {}, task -> {
            if (none[0]) {
                fail(new OutOfMemoryError("unable to create native thread"));
            }
        });
        assertThatThrownBy(() -> other.collect(Optional.empty())).isInstanceOf(OutOfMemoryError.class);
        none[0] = false;
        assertThat(other.collect(Optional.empty())).isTrue();
    }
}
