/**
 * A run as a page that plays it: one file, with what the facts mean inside, for whoever has a browser and nothing else.
 *
 * <p>Rule: the script of the page decides nothing. What a fact means is folded here, by what the terminal reads too; the
 * page looks a moment up and sets what it finds as text, never as markup.
 */
package dev.raftbeat.page;
