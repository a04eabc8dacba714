/** A slide of 16 by 9, in inches. */
export const WIDTH = 40 / 3;
export const HEIGHT = 7.5;

export const TITLE = { x: 0.6, y: 0.3, w: 12.13, h: 0.8 };
export const COVER_TITLE = { x: 0.9, y: 1.2, w: 11.5, h: 1.7 };
export const FOOTER = { x: 0.6, y: 6.95, w: 11, h: 0.35 };
export const SLIDE_NUMBER = { x: 11.93, y: 6.95, w: 0.8, h: 0.35 };
