package dev.raftbeat.fault;

/** One method for each shape of line, so that a new one breaks the build wherever it must be known. */
public interface FaultVisitor<R> {
    R bare(Fault.Bare line);

    R onNodes(Fault.OnNodes line);

    R crash(Fault.Crash line);

    R onLinks(Fault.OnLinks line);

    R partition(Fault.Partition line);

    R slow(Fault.Slow line);

    R chance(Fault.Chance line);

    R skew(Fault.Skew line);

    R onHosts(Fault.OnHosts line);

    R flap(Fault.Flap line);

    R end(Fault.End line);

    R setting(Fault.Setting line);
}
