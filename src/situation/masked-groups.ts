/** In a copy whose small counts are masked: the ids of the categories and establishments that are told as one. */
export const MASKED_PHYSICIANS = 'masked-physicians';
export const MASKED_OTHERS = 'masked-others';
export const MASKED_ESTABLISHMENTS = 'masked-establishments';

/** Whether an id is that of such a group. */
export function isMaskedGroup(id: string): boolean {
  return id === MASKED_PHYSICIANS || id === MASKED_OTHERS || id === MASKED_ESTABLISHMENTS;
}
