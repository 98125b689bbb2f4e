package dev.raftbeat.node;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftRules;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A node that is wrong on purpose: one rule of the core, or what stands around its driver, replaced. Found by
 * {@link java.util.ServiceLoader}; the node itself provides none.
 */
public interface NodeVariant {
    /** The name by which a launch asks for it. */
    String name();

    /** The rules that the core is to follow. */
    default RaftRules rules() {
        return new RaftRules();
    }

    /** What stands between the node's driver and the rest of it: its disk, its network, its clock. */
    default Ports<RaftMessage> ports(Ports<RaftMessage> node) {
        return node;
    }

    /**
     * The variant of this name; a right node where no name is given. Jars that announce what they do not hold are passed
     * over.
     *
     * @throws NodeException when the class path has none of that name
     */
    static NodeVariant of(Optional<String> name) throws NodeException {
        if (name.isEmpty()) {
            return () -> "";
        }
        String trouble = "";
        Iterator<NodeVariant> all = ServiceLoader.load(NodeVariant.class).iterator();
        boolean more = true;
        while (more) {
            try {
                more = all.hasNext();
                NodeVariant variant = more ? all.next() : null;
                if (more && variant.name().equals(name.get())) {
                    return variant;
                }
            } catch (ServiceConfigurationError e) {
                trouble = " (" + e.getMessage() + ")";
            }
        }
        throw new NodeException(
                "there is no variant of a node called \"" + name.get() + "\" on the class path" + trouble);
    }
}
