/**
 * Asks an update feed. What it says counts only after its signature was checked over its very bytes; a finished answer
 * of before, an older version and another product are refused. Nothing else is downloaded here, and nothing is run.
 */
import { createPublicKey, verify } from 'node:crypto';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import {
  compareVersions,
  isPreRelease,
  isVersion,
  type UpdateAnswer,
  type UpdateFile,
} from '../../shared/update';
import type { HttpSend } from '../tenant';

/** Name of the signed file in the folder of a feed; its signature has `.sig` added. */
export const MANIFEST_NAME = 'crossprem-update.json';
const PRODUCT = 'crossprem';
const LARGEST = 64 * 1024;
/** No package comes near it; more would only fill somebody's disk. */
const LARGEST_PACKAGE = 1024 * 1024 * 1024;
const DEADLINE_MS = 20_000;
/** What DER puts before the 32 bytes of an Ed25519 key. */
const ED25519_PREFIX = '302a300506032b6570032100';
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

const fileSchema = v.object({
  // A name and no path: it lies in the folder of the feed.
  name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/)),
  platform: v.picklist(['win32', 'darwin', 'linux']),
  arch: v.picklist(['x64', 'arm64']),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_PACKAGE)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

const manifestSchema = v.object({
  format: v.literal(1),
  product: v.literal(PRODUCT),
  version: v.pipe(v.string(), v.check(isVersion)),
  expires: v.pipe(v.string(), v.isoTimestamp()),
  files: v.pipe(v.array(fileSchema), v.maxLength(50)),
});

/** What a look is made with. */
export interface UpdateInput {
  /** https address of the folder; empty: there is none. */
  readonly feed: string;
  /** The 32 bytes of the publisher's Ed25519 key in base64; empty in a build without one. */
  readonly publicKey: string;
  readonly running: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly now: Date;
  readonly http: (hosts: readonly string[]) => HttpSend;
}

/** Address of a file in a feed's folder. */
export function addressIn(feed: string, name: string): string {
  return new URL(encodeURIComponent(name), feed.endsWith('/') ? feed : `${feed}/`).href;
}

/** Looks once. Every refusal is a coded error, and none leaves anything behind. */
export async function askFeed(input: UpdateInput): Promise<UpdateAnswer> {
  const { feed, publicKey, running } = input;
  if (feed === '') throw new CodedError(appError('HX-UPDOFF'));
  if (publicKey === '') throw new CodedError(appError('HX-UPDKEY'));
  const send = input.http([new URL(feed).host]);
  const [text, signature] = [
    await download(send, addressIn(feed, MANIFEST_NAME)),
    await download(send, addressIn(feed, `${MANIFEST_NAME}.sig`)),
  ];
  if (!isSigned(text, signature, publicKey)) throw new CodedError(appError('HX-UPDSIGN'));
  const manifest = manifestOf(text);
  if (Date.parse(manifest.expires) <= input.now.getTime())
    throw new CodedError(appError('HX-UPDPAST', { until: manifest.expires }));
  const { version } = manifest;
  const difference = compareVersions(version, running);
  if (difference < 0) throw new CodedError(appError('HX-UPDOLD', { version, running }));
  // Whoever runs a finished version is offered finished ones only.
  if (difference === 0 || (isPreRelease(version) && !isPreRelease(running)))
    return { kind: 'current', version: running };
  return { kind: 'newer', version, file: fileFor(manifest.files, input) };
}

async function download(send: HttpSend, url: string): Promise<string> {
  const { host } = new URL(url);
  const answer = await send({ method: 'GET', url, headers: {}, timeoutMs: DEADLINE_MS });
  if (answer.kind === 'no-answer')
    throw new CodedError(appError('HX-UPDREACH', { host }, `${answer.reason}: ${answer.detail}`));
  const { body, status } = answer;
  if (status !== 200 || body.length > LARGEST) {
    const detail = status === 200 ? `more than ${String(LARGEST)} bytes` : `HTTP ${String(status)}`;
    throw new CodedError(appError('HX-UPDREACH', { host }, detail));
  }
  return body;
}

/** True where the signature is the publisher's over exactly this text. Whatever cannot be one is none. */
function isSigned(text: string, signature: string, publicKey: string): boolean {
  const key = Buffer.from(publicKey, 'base64');
  const signed = Buffer.from(signature.trim(), 'base64');
  if (key.length !== KEY_BYTES || signed.length !== SIGNATURE_BYTES) return false;
  try {
    const der = Buffer.concat([Buffer.from(ED25519_PREFIX, 'hex'), key]);
    const publisher = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text, 'utf8'), publisher, signed);
  } catch {
    return false;
  }
}

function manifestOf(text: string): v.InferOutput<typeof manifestSchema> {
  try {
    return v.parse(manifestSchema, JSON.parse(text));
  } catch (thrown) {
    throw new CodedError(appError('HX-UPDFILE', {}, String(thrown).slice(0, 200)));
  }
}

function fileFor(
  files: readonly v.InferOutput<typeof fileSchema>[],
  { arch, platform }: UpdateInput,
): UpdateFile | null {
  const found = files.find((file) => file.platform === platform && file.arch === arch);
  if (found === undefined) return null;
  const { name, size, sha256 } = found;
  return { name, size, sha256 };
}
