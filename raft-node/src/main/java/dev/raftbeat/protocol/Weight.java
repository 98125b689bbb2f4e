package dev.raftbeat.protocol;

/** Whether a kind of fact is routine, looked up once: an annotation is read through a proxy, and facts come by the hundred. */
final class Weight {
    private static final ClassValue<Boolean> ROUTINE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> fact) {
            return fact.getAnnotation(Meaning.class).routine();
        }
    };

    private Weight() {}

    static boolean isRoutine(Class<? extends Fact> fact) {
        return ROUTINE.get(fact);
    }
}
