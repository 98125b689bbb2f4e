package dev.raftbeat.harness;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/**
 * What makes code give two answers to one question: the types that reach outside, and the calls whose answer changes
 * from one run of Java to the next.
 *
 * <p>Hash tables are refused whole. Their order is the same in every run for strings, but not for enums and for
 * whatever else has an identity hash, and nobody sees the difference in a review.
 */
final class Impurities {

    private static final List<String> PACKAGES = List.of(
            "java.util.concurrent.",
            "java.util.logging.",
            "java.net.",
            "java.nio.file.",
            "java.nio.channels.",
            "java.security.",
            "org.slf4j.",
            "io.netty.");

    private static final List<String> TYPES = List.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.TimeZone",
            "java.util.Date",
            "java.util.Calendar",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.random.RandomGeneratorFactory");

    /** An exception for a failed reading may be named; a reader may not. */
    private static final List<String> HARMLESS_IO =
            List.of("java.io.Serializable", "java.io.IOException", "java.io.UncheckedIOException");

    private static final List<String> CALLS = List.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.identityHashCode",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.lineSeparator",
            "java.lang.System.exit",
            "java.lang.System.out",
            "java.lang.System.err",
            "java.lang.System.in",
            "java.lang.Object.hashCode",
            "java.lang.Object.wait",
            "java.lang.Object.notify",
            "java.lang.Object.notifyAll",
            "java.lang.Enum.hashCode",
            "java.util.Locale.getDefault",
            "java.util.UUID.randomUUID",
            "java.util.Set.of",
            "java.util.Set.copyOf",
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Map.copyOf",
            "java.util.random.RandomGenerator.of",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Collectors.toUnmodifiableMap",
            "java.util.stream.Collectors.groupingByConcurrent",
            "java.util.stream.Collectors.toConcurrentMap");

    /** Calls that are harmless with more arguments, which then name the seed, the locale or the sorted table. */
    private static final List<String> CALLS_TOO_SHORT = List.of(
            "java.util.Random.<init>/0",
            "java.util.SplittableRandom.<init>/0",
            "java.lang.String.format/2",
            "java.lang.String.formatted/1",
            "java.lang.String.toLowerCase/0",
            "java.lang.String.toUpperCase/0",
            "java.util.Collections.shuffle/1",
            "java.util.stream.Collectors.toMap/2",
            "java.util.stream.Collectors.toMap/3",
            "java.util.stream.Collectors.groupingBy/1",
            "java.util.stream.Collectors.groupingBy/2");

    private Impurities() {}

    static boolean type(JavaClass used) {
        String name = used.getBaseComponentType().getName();
        return TYPES.contains(name)
                || PACKAGES.stream().anyMatch(name::startsWith)
                || name.startsWith("java.io.") && !HARMLESS_IO.contains(name)
                || name.startsWith("java.time.") && !name.equals("java.time.Duration");
    }

    static boolean call(JavaAccess<?> access) {
        String called = access.getTargetOwner().getName() + "." + access.getName();
        if (CALLS.contains(called)) {
            // Every constructor of a record or class without a parent of its own mentions Object; hashing it does not.
            return !isWithinHashCode(access);
        }
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && CALLS_TOO_SHORT.contains(
                        called + "/" + target.getRawParameterTypes().size());
    }

    /** A hash that is passed up through hashCode methods decides nothing by itself; tables of hashes are refused anyway. */
    private static boolean isWithinHashCode(JavaAccess<?> access) {
        return access.getName().equals("hashCode")
                && access.getOrigin().getName().equals("hashCode");
    }
}
