/**
 * The head of a script that is carried by hand: what it is, for whom, and the hash of everything below it. The hash is
 * against accidents and careless edits; it is no signature.
 */
import { canonicalJson } from '../../shared/json';
import type { Crypto } from '../ports';

/**
 * Sides that a script can be carried to. `exchange` and `local` are the same shell, an Exchange server's own: `local` is
 * for what a session from here cannot do there, where the rest is done from here.
 */
export const CARRY_TARGETS = ['exchange', 'tenant', 'online', 'skype', 'local'] as const;
/** One of the sides. */
export type CarryTarget = (typeof CARRY_TARGETS)[number];

/** `look` reads only; `apply` and `undo` change what their plan names. */
export const CARRY_KINDS = ['look', 'apply', 'undo'] as const;
type CarryKind = (typeof CARRY_KINDS)[number];

/** Every kind of script; a `trial` asks each command of a plan what it would do, and changes nothing. */
export const SCRIPT_KINDS = [...CARRY_KINDS, 'trial'] as const;
/** One of them. */
export type ScriptKind = (typeof SCRIPT_KINDS)[number];

/** What the first line of a carried script says. */
export interface CarryManifest<Kind extends ScriptKind = CarryKind> {
  readonly format: 1;
  readonly kind: Kind;
  /** GUID of this script. */
  readonly script: string;
  readonly customer: string;
  /** GUID. */
  readonly tenantId: string;
  readonly target: CarryTarget;
  /** Fully qualified names, lower case, of the servers or front ends where it may run; empty for tenant and Exchange Online. */
  readonly hosts: readonly string[];
  /** Digest and fingerprint of the plan; empty for a look. */
  readonly digest: string;
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** SHA-256 of the script below its first line; see bodyHash. */
  readonly body: string;
}

const HEAD = '# crossprem-manifest ';

/**
 * SHA-256 of a script's body. Line ends and what follows the last character do not count: a copy through mail changes
 * both, and neither is an edit.
 */
function bodyHash(body: string, crypto: Crypto): string {
  return crypto.sha256(body.replace(/\r\n?/g, '\n').trimEnd());
}

/** The whole script: the manifest as its first line, then the body. */
export function withManifest<Kind extends ScriptKind>(
  body: string,
  manifest: Omit<CarryManifest<Kind>, 'body'>,
  crypto: Crypto,
): { readonly text: string; readonly manifest: CarryManifest<Kind> } {
  const complete = { ...manifest, body: bodyHash(body, crypto) };
  return { text: `${HEAD}${asciiJson(complete)}\r\n${body}`, manifest: complete };
}

/** Canonical JSON with every other character escaped, so that the line reads the same in every code page. */
function asciiJson(value: unknown): string {
  return canonicalJson(value).replace(
    /[\u007F-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Name of the result file that a script writes beside itself. */
export function resultFileName(
  manifest: Pick<CarryManifest<ScriptKind>, 'fingerprint' | 'kind'>,
  target: string,
): string {
  const plan = manifest.kind === 'look' ? 'look' : manifest.fingerprint;
  const trial = manifest.kind === 'trial' ? '-trial' : '';
  return `crossprem-${plan}-${target}${trial}-result.json`;
}
