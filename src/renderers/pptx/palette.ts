/** Colours of the slides, as PowerPoint writes them; every pair that is used is readable (WCAG AA). */
export const PALETTE = {
  navy: '17324D',
  ink: '1B2733',
  muted: '4F5D6B',
  pale: 'DCE6F0',
  rule: 'C9D3DD',
  panel: 'F2F5F8',
  white: 'FFFFFF',
  worse: 'A3271B',
  unsure: '8A5100',
  better: '1B6B45',
  above: 'FDF0D3',
  farAbove: 'F9D9B8',
} as const;

/** Colours of the series of a chart, told apart by their lightness as well. */
export const SERIES_COLOURS = [
  '1F5A99',
  'C2571A',
  '7FA8D1',
  '3E7D5A',
  '7A5AA6',
  '8A6D1F',
  '5B6770',
  'A34B78',
  '2F8F9D',
] as const;

/** A font that every office suite has, or has one of the same widths for. */
export const FONT = 'Arial';
