/** Tells whoever runs the command one line, given without its end. */
export type Tell = (line: string) => Promise<void>;
