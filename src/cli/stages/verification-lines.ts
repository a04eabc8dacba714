import type { LayerKind } from '../../evidence/manifest-schema.ts';
import type { Fault } from '../../evidence/verify-files.ts';
import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { printable } from '../../renderers/findings/unprintable.ts';
import type { Impossible, Section } from './recompute-stage.ts';
import type { Verification } from './verification.ts';

const LAYERS: Readonly<Record<LayerKind, Words>> = {
  unlayered: { fr: 'version antérieure', en: 'earlier version' },
  snapshot: { fr: 'instantané', en: 'snapshot' },
  assessment: { fr: 'évaluation', en: 'assessment' },
  reports: { fr: 'rapports', en: 'reports' },
  establishments: { fr: 'établissements', en: 'establishments' },
  purge: { fr: 'épuration', en: 'purge' },
  signature: { fr: 'signature', en: 'signature' },
  share: { fr: 'copie à partager', en: 'copy to share' },
  encryption: { fr: 'chiffrement', en: 'encryption' },
};

const FAULTS: Readonly<Record<Fault['what'], Words>> = {
  changed: { fr: 'modifié', en: 'changed' },
  missing: { fr: 'manquant', en: 'missing' },
  added: { fr: 'ajouté', en: 'added' },
  'not-plain': { fr: 'lien, tube ou périphérique', en: 'link, pipe or device' },
  unfinished: { fr: 'd’une exécution en cours ou interrompue', en: 'of a run at work, or broken off' },
};

const SECTIONS: Readonly<Record<Section, Words>> = {
  trend: { fr: 'l’évolution', en: 'the trend' },
  'terms-of-use': { fr: 'les conditions d’utilisation', en: 'the terms of use' },
};

const IMPOSSIBLE: Readonly<Record<Impossible, Words>> = {
  'no-situation': {
    fr: '✗ Rien à recalculer\u00a0: l’instantané n’a pas été évalué.',
    en: '✗ Nothing to work out again: the snapshot was not assessed.',
  },
  purged: {
    fr: '✗ Impossible à recalculer\u00a0: ce qui servirait de point de départ a été épuré selon la conservation prévue.',
    en: '✗ Cannot be worked out again: what it would start from was purged as the retention says.',
  },
  'no-inputs': {
    fr: '✗ Impossible à recalculer\u00a0: la version qui a évalué l’audit ne gardait pas la configuration.',
    en: '✗ Cannot be worked out again: the version that assessed the audit did not keep the configuration.',
  },
};

const WORDS = {
  verified: { fr: 'Vérifié\u00a0: {audit}', en: 'Verified: {audit}' },
  refused: { fr: 'NON vérifié\u00a0: {audit}', en: 'NOT verified: {audit}' },
  manifest: {
    fr: 'Empreinte de l’audit (SHA-256 de manifest.json)\u00a0: {sha256}',
    en: 'Fingerprint of the audit (SHA-256 of manifest.json): {sha256}',
  },
  layer: {
    fr: '{n}. {kind} (Vigie {vigie})\u00a0: fichiers écrits\u00a0: {written}; remplacés\u00a0: {replaced}; retirés\u00a0: {removed}',
    en: '{n}. {kind} (Vigie {vigie}): files written: {written}; replaced: {replaced}; taken away: {removed}',
  },
  layerDigest: { fr: 'manifest.json était alors {sha256}', en: 'manifest.json was then {sha256}' },
  unlayered: {
    fr: 'Audit d’une version antérieure\u00a0: ses fichiers sont vérifiés, mais rien ne dit comment il est devenu ce qu’il est.',
    en: 'Audit of an earlier version: its files are verified, but nothing tells how it came to be what it is.',
  },
  intact: {
    fr: 'Fichiers intacts\u00a0: {files} ({bytes} octets).',
    en: 'Files intact: {files} ({bytes} bytes).',
  },
  fault: { fr: '✗ {what}\u00a0: {path}', en: '✗ {what}: {path}' },
  purged: {
    fr: 'Fichiers épurés selon la conservation prévue\u00a0: {n} ({first}…).',
    en: 'Files purged as the retention says: {n} ({first}…).',
  },
  unrecorded: {
    fr: 'Dossiers d’établissements que seul leur propre manifeste décrit (version antérieure)\u00a0: {n}.',
    en: 'Folders of establishments that nothing but their own manifest describes (earlier version): {n}.',
  },
  renderedSince: {
    fr: 'Dossiers d’établissements dont les rapports ont été refaits depuis\u00a0: {n} ({first}…).',
    en: 'Folders of establishments whose reports were written again since: {n} ({first}…).',
  },
  unsigned: {
    fr: 'Non signé\u00a0: les empreintes montrent une altération, pas qui a écrit l’audit.',
    en: 'Not signed: the digests tell damage, not who wrote the audit.',
  },
  unsignedAsked: {
    fr: '✗ Non signé, alors qu’une clé est exigée.',
    en: '✗ Not signed, though a key is asked for.',
  },
  signed: { fr: 'Signé par la clé {key}.', en: 'Signed by the key {key}.' },
  signedUnknown: {
    fr: 'Signé par la clé {key}, que rien n’identifie ici\u00a0: nommez la vôtre avec --public-key FICHIER.',
    en: 'Signed by the key {key}, which nothing identifies here: name yours with --public-key FILE.',
  },
  signedByOther: {
    fr: '✗ Signé par une autre clé que celle exigée\u00a0: {key}.',
    en: '✗ Signed by another key than the one asked for: {key}.',
  },
  signedBefore: {
    fr: 'Signé par la clé {key} jusqu’à la couche {n}; ce qui a été écrit depuis ne l’est pas.',
    en: 'Signed by the key {key} up to layer {n}; what was written since is not.',
  },
  signedBeforeAsked: {
    fr: '✗ Ce qui a été écrit depuis la couche {n} n’est pas signé, alors qu’une clé est exigée.',
    en: '✗ What was written since layer {n} is not signed, though a key is asked for.',
  },
  invalid: {
    fr: '✗ La signature (manifest.json.sig) n’est pas celle de ce manifeste.',
    en: '✗ The signature (manifest.json.sig) is not of this manifest.',
  },
  expectedNow: {
    fr: 'C’est l’audit attendu, sans changement depuis.',
    en: 'It is the audit expected, unchanged since.',
  },
  expectedBefore: {
    fr: 'C’est l’audit attendu, tel qu’à la couche {n}; depuis\u00a0: {kinds}.',
    en: 'It is the audit expected, as of layer {n}; since then: {kinds}.',
  },
  unexpected: {
    fr: '✗ Ce n’est pas l’audit attendu\u00a0: aucune de ses couches n’a l’empreinte {sha256}.',
    en: '✗ It is not the audit expected: none of its layers has the digest {sha256}.',
  },
  importedFrom: {
    fr: 'Importé du fichier {name} (SHA-256 {sha256}).',
    en: 'Imported from {name} (SHA-256 {sha256}).',
  },
  importedSame: {
    fr: 'Importé du fichier {name}, qui est tel qu’il était (SHA-256 {sha256}).',
    en: 'Imported from {name}, which is as it was (SHA-256 {sha256}).',
  },
  importedOther: {
    fr: '✗ Importé du fichier {name}, dont aucun des fichiers nommés n’a l’empreinte {sha256}.',
    en: '✗ Imported from {name}: none of the files named has its digest {sha256}.',
  },
  decrypted: {
    fr: 'Fichiers qui se déchiffrent en ce qui avait été chiffré\u00a0: {n}.',
    en: 'Files that decrypt to what was encrypted: {n}.',
  },
  same: {
    fr: 'Recalculé à partir de l’instantané et des intrants; fichiers identiques, octet pour octet\u00a0: {n}.',
    en: 'Worked out again from the snapshot and the inputs; files the same, byte for byte: {n}.',
  },
  differs: {
    fr: '✗ Ne découle pas de l’instantané et des intrants\u00a0: {path}',
    en: '✗ Does not follow from the snapshot and the inputs: {path}',
  },
  unproved: {
    fr: 'Non prouvable, un autre audit manquant ou ayant changé\u00a0: {sections} ({paths}).',
    en: 'Could not be proved, as another audit is gone or has changed: {sections} ({paths}).',
  },
  otherVersion: {
    fr: 'Évalué par Vigie {wrote}, recalculé par Vigie {recomputed}\u00a0: une autre version peut compter autrement.',
    en: 'Assessed by Vigie {wrote}, worked out again by Vigie {recomputed}: another version may count otherwise.',
  },
} as const satisfies Record<string, Words>;

type Key = keyof typeof WORDS;

/** What came of a verification, for a person: the outcome first, then what is wrong, then what it rests on. */
export function verificationLines(
  verification: Verification,
  { lang, isAsked }: { readonly lang: Language; readonly isAsked: boolean },
): string[] {
  const say = (key: Key, values: Readonly<Record<string, string>> = {}): string =>
    phrase(WORDS, key, lang, values);
  const number = (value: number): string => integer(value, lang);
  const { audit, verified, manifest, layers, intact, faults, purged, unrecorded, renderedSince } =
    verification;
  return [
    say(verified ? 'verified' : 'refused', { audit: printable(audit) }),
    ...faults.map(
      ({ path, what }) => `  ${say('fault', { what: FAULTS[what][lang], path: printable(path) })}`,
    ),
    `  ${say('manifest', { sha256: manifest.sha256 })}`,
    ...(layers.length === 0 ? [`  ${say('unlayered')}`] : []),
    ...layers.flatMap((layer, at) => [
      `  ${say('layer', {
        n: String(at + 1),
        kind: LAYERS[layer.kind][lang],
        vigie: printable(layer.vigie),
        written: number(layer.written),
        replaced: number(layer.replaced),
        removed: number(layer.removed),
      })}`,
      `     ${say('layerDigest', { sha256: layer.sha256 })}`,
    ]),
    `  ${say('intact', { files: number(intact.files), bytes: number(intact.bytes) })}`,
    ...listed('purged', purged),
    ...listed('unrecorded', unrecorded),
    ...listed('renderedSince', renderedSince),
    ...signatureLines(verification, isAsked, say).map((line) => `  ${line}`),
    ...expectedLines(verification, lang, say).map((line) => `  ${line}`),
    ...importedLines(verification, say).map((line) => `  ${line}`),
    ...(verification.decrypted === undefined
      ? []
      : [`  ${say('decrypted', { n: number(verification.decrypted) })}`]),
    ...recomputedLines(verification, lang, say).map((line) => `  ${line}`),
  ];

  function listed(key: 'purged' | 'unrecorded' | 'renderedSince', paths: readonly string[]): string[] {
    const [first] = paths;
    if (first === undefined) return [];
    return [`  ${say(key, { n: number(paths.length), first: printable(first) })}`];
  }
}

type Say = (key: Key, values?: Readonly<Record<string, string>>) => string;

function signatureLines({ signature }: Verification, isAsked: boolean, say: Say): string[] {
  if (signature.outcome === 'unsigned') return [say(isAsked ? 'unsignedAsked' : 'unsigned')];
  const { outcome, keyId, isTrusted, layer } = signature;
  if (outcome === 'invalid') return [say('invalid')];
  const values = { key: keyId ?? '?', n: String(layer) };
  if (isTrusted === false) return [say('signedByOther', values)];
  if (outcome === 'former')
    return [say('signedBefore', values), ...(isTrusted === null ? [] : [say('signedBeforeAsked', values)])];
  return [say(isTrusted === null ? 'signedUnknown' : 'signed', values)];
}

function expectedLines({ expected, layers }: Verification, lang: Language, say: Say): string[] {
  if (expected === null) return [];
  const { layer, sha256 } = expected;
  if (layer === null) return [say('unexpected', { sha256 })];
  const since = layers.slice(layer);
  if (since.length === 0) return [say('expectedNow')];
  const kinds = since.map(({ kind }) => LAYERS[kind][lang]).join(', ');
  return [say('expectedBefore', { n: String(layer), kinds })];
}

function importedLines({ imported = [] }: Verification, say: Say): string[] {
  return imported.map(({ name, sha256, isThere }) =>
    say(isThere === null ? 'importedFrom' : isThere ? 'importedSame' : 'importedOther', {
      ...{ name: printable(name), sha256 },
    }),
  );
}

function recomputedLines({ recomputed }: Verification, lang: Language, say: Say): string[] {
  if (recomputed === null) return [];
  if (recomputed.outcome === 'impossible') return [IMPOSSIBLE[recomputed.why][lang]];
  const { files, unproved, wroteBy, recomputedBy } = recomputed;
  const of = (outcome: string): string[] =>
    files.filter((file) => file.outcome === outcome).map(({ path }) => printable(path));
  return [
    ...of('differs').map((path) => say('differs', { path })),
    say('same', { n: integer(of('same').length, lang) }),
    ...(unproved.length === 0
      ? []
      : [
          say('unproved', {
            sections: unproved.map((section) => SECTIONS[section][lang]).join(', '),
            paths: of('unproved').join(', '),
          }),
        ]),
    ...(wroteBy === recomputedBy
      ? []
      : [say('otherVersion', { wrote: printable(wroteBy), recomputed: recomputedBy })]),
  ];
}
