import type { Io } from './io.ts';

/** What a command tells besides its data goes nowhere where `--quiet` asks for it; what fails is told by whoever runs the command. */
export function silenced(io: Io, { quiet }: { readonly quiet?: boolean }): Io {
  if (quiet !== true) return io;
  const nothing = (): Promise<void> => Promise.resolve();
  const { isTerminal, columns } = io.stderr;
  return { ...io, stderr: { isTerminal, columns, write: nothing, draw: nothing, finish: nothing } };
}
