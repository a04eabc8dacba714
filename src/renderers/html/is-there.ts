/** Whether a file (a path relative to the page) stands beside the page. */
export type IsThere = (path: string) => boolean;
