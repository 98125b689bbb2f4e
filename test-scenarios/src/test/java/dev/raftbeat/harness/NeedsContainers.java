package dev.raftbeat.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A test on containers: passed over where no engine answers, but not in CI, where that would hide that nothing was tested. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("process")
@Tag("containers")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(NeedsContainers.Condition.class)
@interface NeedsContainers {
    /** Finds out whether it is to be passed over. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("in CI they must run");
            }
            return DockerEngine.isThere()
                    ? ConditionEvaluationResult.enabled("a container engine answers")
                    : ConditionEvaluationResult.disabled("no container engine answers: start Docker, or run"
                            + " \"sudo .ci/engine mvn -o verify\"; docs/CONTAINERS.md says more");
        }
    }
}
