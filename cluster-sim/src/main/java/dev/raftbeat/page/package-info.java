/** A run as a page that plays it: one file, with the facts' meaning inside, for whoever has a browser and nothing else. */
package dev.raftbeat.page;
