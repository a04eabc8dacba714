/**
 * Why a source that was read is of no use all the same: nearly none of its rows is an account's, it tells nothing of
 * anybody, or it bears a date that is yet to come. Concealed names have a key of their own (`namesConcealed`).
 */
export const UNUSABLE = ['joins-nothing', 'tells-nothing', 'dated-in-future'] as const;

export type Unusable = (typeof UNUSABLE)[number];
