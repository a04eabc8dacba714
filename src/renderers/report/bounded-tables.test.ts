import { expect, test } from 'vitest';
import { table } from './block.ts';
import { boundedTables, MOST_TABLE_ROWS } from './bounded-tables.ts';
import { named } from './cells.ts';
import { section } from './section.ts';

function firsts(rows: number): (string | undefined)[] {
  const body = Array.from({ length: rows }, (_, at) => [named(`${at}`), named('x')]);
  const inner = section('check', 'x', { blocks: [table('establishment', ['a', 'b'], body)] });
  const { sections } = boundedTables(section('establishments', 'x', { sections: [inner] }), 'fr');
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map(([first]) => first?.text) : [])),
  );
}

test.each([
  [MOST_TABLE_ROWS, '999'],
  [MOST_TABLE_ROWS + 1, '… et 1 autre ligne, que donnent le classeur et situation.json'],
  [20_000, '… et 19\u00a0000 autres lignes, que donnent le classeur et situation.json'],
])(
  'of %i rows a page shows the first thousand, and tells how many more there are and where',
  (rows, last) => {
    const shown = firsts(rows);
    expect([shown.length, shown.at(-1)]).toEqual([Math.min(rows, MOST_TABLE_ROWS + 1), last]);
  },
);
