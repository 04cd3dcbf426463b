/** The badge that tells customers apart: one or two letters, and a colour of the palette. */

/** Colours of the palette. */
export const BADGE_COLOURS = 12;

/** Letters of any script; a character outside the basic plane counts as one. */
export const BADGE_LETTERS = /^[\p{L}\p{N}]{1,2}$/u;
