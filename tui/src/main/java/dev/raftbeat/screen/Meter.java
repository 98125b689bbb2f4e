package dev.raftbeat.screen;

/** One figure of the flap meter, with a name for a whole line and one for half a line. */
record Meter(String name, String shortName, String value, Style style) {}
