package dev.raftbeat.cli.option;

import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.world.WorldSpec;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --store}, for commands that bring up a cluster to be looked at. */
public final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "GUARD",
            description =
                    "Let each leader write to a store once a heartbeat. The store is unfenced, fenced or lease=TIME.")
    private String store;

    /** @throws UserError when the value is not understood */
    public WorldSpec over(WorldSpec spec) {
        return spec.withStore(Optional.ofNullable(store).map(StoreOption::guard));
    }

    private static StoreGuard guard(String text) {
        String lease = "lease=";
        try {
            return text.startsWith(lease)
                    ? StoreGuard.lease(
                            TypedTime.parse(text.substring(lease.length())).nanos())
                    : StoreGuard.parse(text)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("expected unfenced, fenced, or lease=TIME"));
        } catch (TypeConversionException e) {
            throw UserError.usage("--store lease " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--store " + text + ": " + e.getMessage());
        }
    }
}
