#!/usr/bin/env node
// Verifies an audit folder without Vigie: node verify-audit.mjs AUDIT [PUBLIC-KEY.pem]
// Exit code 0 where every file is as its manifest says (and the key signed it), else 4.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [audit, publicKey] = process.argv.slice(2);
if (audit === undefined) {
  console.error('node verify-audit.mjs AUDIT [PUBLIC-KEY.pem]');
  process.exit(2);
}
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const faults = [];
check('');
const manifest = readFileSync(join(audit, 'manifest.json'));
if (publicKey !== undefined) {
  const signature = join(audit, 'manifest.json.sig');
  const key = createPublicKey(readFileSync(publicKey));
  const isSigned = existsSync(signature) && verify(null, manifest, key, readFileSync(signature));
  if (!isSigned) faults.push('manifest.json.sig: not a signature of manifest.json by this key');
}
for (const fault of faults) console.log(fault);
console.log(`${faults.length === 0 ? 'verified' : 'NOT verified'}: manifest.json is ${sha256(manifest)}`);
process.exit(faults.length === 0 ? 0 : 4);

/** A folder with a manifest of its own: the audit, or that of an establishment within it. */
function check(folder) {
  const text = readFileSync(join(audit, folder, 'manifest.json'), 'utf8');
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {
    faults.push(`${join(folder, 'manifest.json')}: no JSON`);
    return;
  }
  const { contentSha256, ...content } = parsed;
  const written = (value) => `${JSON.stringify(value, null, 2)}\n`;
  // Versions before the layers wrote no digest of the content.
  if (
    (content.layers !== undefined || contentSha256 !== undefined) &&
    (sha256(written(content)) !== contentSha256 || written(parsed) !== text)
  )
    faults.push(`${join(folder, 'manifest.json')}: its content is not of its own digest`);
  const recorded = new Map(content.files.map((file) => [file.path, file]));
  const parts = [...recorded.keys()].filter((path) => /^establishments\/[^/]+(\/donnees)?\/manifest\.json$/.test(path));
  for (const { path, bytes, sha256: digest } of recorded.values()) {
    const file = join(audit, folder, path);
    if (!existsSync(file)) faults.push(`${join(folder, path)}: missing`);
    else if (
      !lstatSync(file).isFile() ||
      lstatSync(file).size !== bytes ||
      sha256(readFileSync(file)) !== digest
    )
      faults.push(`${join(folder, path)}: changed`);
  }
  const own = ['manifest.json', 'manifest.json.sig'];
  for (const entry of readdirSync(join(audit, folder), { recursive: true, withFileTypes: true })) {
    const path = relative(join(audit, folder), join(entry.parentPath, entry.name)).replaceAll('\\', '/');
    const isOfPart = parts.some((part) => path.startsWith(part.slice(0, -'manifest.json'.length)));
    if (entry.isDirectory() || isOfPart || own.includes(path) || recorded.has(path)) continue;
    faults.push(`${join(folder, path)}: added`);
  }
  for (const part of parts)
    if (existsSync(join(audit, folder, part))) check(join(folder, part.slice(0, -'/manifest.json'.length)));
}
