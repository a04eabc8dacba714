/** A header as it is compared: without case, accents, spaces and signs, so that `User Principal Name` is `userPrincipalName`. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
