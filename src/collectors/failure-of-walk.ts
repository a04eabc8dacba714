import { GraphFailure } from '../graph/graph-failure.ts';

/** Null when the walk came to its end; otherwise the cloud's reason why it did not. */
export async function failureOfWalk(walk: () => Promise<void>): Promise<GraphFailure | null> {
  try {
    await walk();
    return null;
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    return error;
  }
}
