package dev.crosstalk.search;

/**
 * A word of a text, folded, or a pair of characters of a script without spaces. Its position is its place in the list.
 *
 * @param start where it stands, in UTF-16 code units of the text
 * @param end likewise, without it
 * @param alone whether it is a single character of a script without spaces: in a text the last one of its run, in a query one that
 *     is looked for by itself
 */
record Token(String text, int start, int end, boolean alone) {}
