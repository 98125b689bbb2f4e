package dev.raftbeat.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A test on network namespaces: passed over where the machine has none to give, but not in CI, where that would hide it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("process")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(NeedsNamespaces.Condition.class)
@interface NeedsNamespaces {
    /** Finds out whether it is to be passed over. */
    final class Condition implements ExecutionCondition {
        private static Optional<String> lacking;

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("in CI they must run");
            }
            return lacking()
                    .map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("this machine gives network namespaces"));
        }

        private static synchronized Optional<String> lacking() {
            if (lacking == null) {
                lacking = probe();
            }
            return lacking;
        }

        private static Optional<String> probe() {
            try (NamespaceClient agent = NamespaceClient.open()) {
                boolean tools = agent.run(List.of("sh", "-c", "command -v iptables && command -v ip && command -v tc"))
                                .code()
                        == 0;
                return tools ? Optional.empty() : Optional.of("iptables or iproute2 is not installed");
            } catch (EngineException e) {
                return Optional.of(e.getMessage() + "; docs/CONTAINERS.md says more");
            }
        }
    }
}
