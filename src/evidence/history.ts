import { digestOfText } from './digest.ts';
import {
  manifestOf,
  textOf,
  type AuditManifest,
  type FileRecord,
  type Layer,
  type LayerKind,
} from './manifest-schema.ts';

/** The manifest as one of its layers left it. */
export interface Step {
  readonly kind: LayerKind;
  readonly vigie: string;
  /** SHA-256 of `manifest.json` as it was then. */
  readonly sha256: string;
  /** Its text; null where an earlier version wrote it, of which the digest alone is kept. */
  readonly text: string | null;
  readonly written: readonly string[];
  readonly gone: readonly FileRecord[];
  /** Its signature, in base64, where it was signed and other layers came over it. */
  readonly signature: string | null;
  readonly facts: Layer['facts'];
}

export interface History {
  /** The oldest first; the last is the manifest as it is. */
  readonly steps: readonly Step[];
  /** Every layer names the manifest that the layers below it make. Otherwise somebody changed one. */
  readonly isWhole: boolean;
}

/** What a manifest tells of the manifests before it, each written again from its layers. Empty for one of an earlier version. */
export function historyOf(manifest: AuditManifest, text: string): History {
  const steps: Step[] = [];
  let at: At | null = { manifest, text, sha256: digestOfText(text).sha256, signature: null };
  for (const layer of [...(manifest.layers ?? [])].reverse()) {
    if (at === null) return { steps, isWhole: false };
    const { kind, vigie, written, gone, facts } = layer;
    steps.unshift({
      kind,
      vigie,
      sha256: at.sha256,
      text: at.text,
      written,
      gone,
      signature: at.signature,
      facts,
    });
    if (layer.former === null) break;
    at = formerOf(at.manifest, layer, layer.former);
  }
  return { steps, isWhole: isOwnText(manifest, text) && endsWell(steps, manifest) };
}

interface At extends Pick<Step, 'text' | 'sha256' | 'signature'> {
  readonly manifest: AuditManifest;
}

/** The manifest that a layer was written over; null where it is not the one that the layer names. */
function formerOf(now: AuditManifest, layer: Layer, sha256: string): At | null {
  const layers = (now.layers ?? []).slice(0, -1);
  const isWritten = new Set(layer.written);
  const files = [...now.files.filter(({ path }) => !isWritten.has(path)), ...layer.gone];
  const manifest = manifestOf(files, layers.at(-1)?.vigie ?? '', layers);
  const signature = layer.formerSignature ?? null;
  // Of an earlier version's manifest the digest alone is known.
  if (layers.length === 1 && layers[0]?.kind === 'unlayered')
    return { manifest, text: null, sha256, signature };
  const text = textOf(manifest);
  return digestOfText(text).sha256 === sha256 ? { manifest, text, sha256, signature } : null;
}

/** The first of the layers was written over nothing, and holds nothing that it did not write. */
function endsWell(steps: readonly Step[], { layers = [], vigie }: AuditManifest): boolean {
  if (layers.length === 0) return true;
  const first = layers[0];
  if (steps.length !== layers.length || first?.former !== null || first.gone.length > 0) return false;
  return vigie === layers.at(-1)?.vigie;
}

/** As this program writes it, with the digest of its own content. */
function isOwnText({ files, vigie, layers, contentSha256 }: AuditManifest, text: string): boolean {
  // Versions before the layers wrote no digest of the content: one without the other lost it.
  if (layers === undefined) return contentSha256 === undefined;
  return textOf(manifestOf(files, vigie, layers)) === text;
}
