import type { Section } from '../section.ts';
import { populationGaps } from './gaps.ts';

/** Its figures are in every situation, and are counted with its frame. */
export const population: Section = { id: 'population', gaps: populationGaps };
