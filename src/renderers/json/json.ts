import { situationSchema } from '../../situation/situation.ts';
import type { Renderer } from '../renderer.ts';

/** `situation.json`, as it was assessed; its keys in the schema's order, whoever made the object. */
export const json: Renderer = {
  id: 'json',
  readsFindings: false,
  files: ({ situation }) => [
    { path: 'situation.json', content: `${JSON.stringify(situationSchema.parse(situation), null, 2)}\n` },
  ],
};
