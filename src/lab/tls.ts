/** The lab's own certificate authority and the certificates of its hosts: new at every start, kept in memory only. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ecCertificate } from './x509';

/** PEM texts. */
export interface LabTls {
  /** The only root the lab's HTTPS client accepts. */
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
  /** Certificate of the organisation's hosts, for the same key. */
  readonly organisation: string;
  /** The same names, but signed by nobody else than itself. */
  readonly untrusted: string;
}

/** Names of the organisation's hosts. */
const ORGANISATION_NAMES = ['*.contoso.lab', '*.contoso.com', 'contoso.com'];

const DAY_MS = 86_400_000;
const LIFETIME_DAYS = 30;

/** A key pair; an elliptic curve's is made in no time, where an RSA pair takes a sixth of a second. */
interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const makePair = (): Pair => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Makes all; `more`: names of hosts beside the usual ones. Real time: TLS clients compare with their own clock. */
export function makeTls(more: readonly string[] = []): LabTls {
  const authority = makePair();
  const host = makePair();
  const issuer = 'Crossprem practice lab';
  const names = { hostNames: [...ORGANISATION_NAMES, ...more] };
  const server = { publicKey: host.publicKey, use: 'server' } as const;
  const fromAuthority = { ...server, issuer, signedBy: authority };
  const own = { subject: 'pool01.contoso.lab', issuer: 'pool01.contoso.lab', signedBy: host };
  return {
    ca: make({
      subject: issuer,
      issuer,
      publicKey: authority.publicKey,
      signedBy: authority,
      use: 'authority',
    }),
    key: host.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: make({
      ...fromAuthority,
      subject: 'localhost',
      hostNames: ['localhost'],
      address: '127.0.0.1',
    }),
    organisation: make({ ...fromAuthority, subject: 'contoso.com', ...names }),
    untrusted: make({ ...server, ...own, ...names }),
  };
}

type Wish = Parameters<typeof ecCertificate>[0];

function make(wish: Omit<Wish, 'serial' | 'notBefore' | 'notAfter'>): string {
  // A first byte of 0x40 keeps the number positive and its length the same.
  const serial = Buffer.concat([Buffer.of(0x40), randomBytes(15)]);
  const notBefore = new Date(Date.now() - DAY_MS);
  const notAfter = new Date(Date.now() + LIFETIME_DAYS * DAY_MS);
  return ecCertificate({ ...wish, serial, notBefore, notAfter });
}
