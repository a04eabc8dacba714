/** What leads from the page to a file of the audit (by its path there); null where the file is not there. */
export type LinkTo = (path: string) => string | null;
