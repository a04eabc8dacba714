import type { Section } from '../section.ts';
import { areLinesMatched, rosterTally } from './roster-tally.ts';
import { writeUnmatchedLines } from './unmatched-lines.ts';

/** The lines of the roster; those that match no account have a table of their own beside the findings. */
export const roster: Section = {
  id: 'roster',
  count: async ({ db, auditFolder, manifest, config, roster: read }) => {
    const key = areLinesMatched(manifest) ? (config.roster?.key ?? null) : null;
    await writeUnmatchedLines(db, auditFolder, key);
    if (read === null) return { whole: {} };
    const { tally, establishments } = await rosterTally(db, { roster: read, manifest, config });
    return { ...tally, establishments };
  },
};
