import JSZip from 'jszip';

/** Files zipped in the order of their names, all of one date: the same files give the same bytes. */
export async function zipped(
  files: ReadonlyMap<string, string | Uint8Array>,
  date: Date,
): Promise<Uint8Array> {
  const zip = new JSZip();
  for (const name of [...files.keys()].sort(contentTypesFirst)) {
    const content = files.get(name);
    if (content !== undefined) zip.file(name, content, { date, createFolders: false });
  }
  return zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  });
}

// Readers that stream expect the list of types at the head.
function contentTypesFirst(a: string, b: string): number {
  const first = '[Content_Types].xml';
  if (a === first || b === first) return a === b ? 0 : a === first ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A date that a ZIP archive can hold, of 1980 to 2107: that of the collection. */
export function fileDate(collectedAt: string): Date {
  const date = new Date(collectedAt);
  const year = date.getUTCFullYear();
  return year < 1980
    ? new Date('1980-01-01T00:00:00Z')
    : year > 2107
      ? new Date('2107-01-01T00:00:00Z')
      : date;
}
