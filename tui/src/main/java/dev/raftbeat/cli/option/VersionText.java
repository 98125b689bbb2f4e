package dev.raftbeat.cli.option;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: our version from the jar's manifest, and the Java in use. */
public final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"raftbeat " + version() + " (Java " + Runtime.version() + ", " + vendor() + ")"};
    }

    /** The version in the manifest of our jar; classes that were never packed have none. */
    public static String version() {
        String packed = VersionText.class.getPackage().getImplementationVersion();
        return packed == null ? "unpacked" : packed;
    }

    private static String vendor() {
        return System.getProperty("java.vendor", "unknown vendor");
    }
}
