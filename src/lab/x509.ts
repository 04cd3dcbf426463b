/** Writes X.509 certificates for elliptic-curve keys (RFC 5280, RFC 5480), which node-forge does not know. */
import { createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What a certificate says. Its names are common names, its host names and address go into its alternative names. */
export interface EcCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** Key that signs it, and the public half of that key. */
  readonly signedBy: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly use: 'authority' | 'server';
  readonly serial: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly hostNames?: readonly string[];
  /** IPv4. */
  readonly address?: string;
}

/** DER tags that are used here. */
const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;
/** Object identifiers, encoded. */
const OID = {
  commonName: '550403',
  ecdsaWithSha256: '2a8648ce3d040302',
  basicConstraints: '551d13',
  keyUsage: '551d0f',
  extendedKeyUsage: '551d25',
  serverAuth: '2b06010505070301',
  subjectAltName: '551d11',
  subjectKeyIdentifier: '551d0e',
  authorityKeyIdentifier: '551d23',
} as const;
/** Bit strings of a key's use, with the count of unused bits before them. */
const SIGN_CERTIFICATES = '0106';
const DIGITAL_SIGNATURE = '0780';
/** Context tags within extensions and around them. */
const CONTEXT = { version: 0xa0, extensions: 0xa3, keyIdentifier: 0x80, dns: 0x82, ip: 0x87 };

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(TAG.sequence, ...parts);
const hex = (tag: number, text: string): Buffer => der(tag, Buffer.from(text, 'hex'));
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value, 'utf8'));

/** The certificate as PEM. */
export function ecCertificate(wish: EcCertificate): string {
  const algorithm = sequence(hex(TAG.oid, OID.ecdsaWithSha256));
  const content = sequence(
    der(CONTEXT.version, hex(TAG.integer, '02')),
    der(TAG.integer, wish.serial),
    algorithm,
    nameOf(wish.issuer),
    sequence(utcTime(wish.notBefore), utcTime(wish.notAfter)),
    nameOf(wish.subject),
    wish.publicKey.export({ type: 'spki', format: 'der' }),
    der(CONTEXT.extensions, sequence(...extensionsOf(wish))),
  );
  const signature = sign('sha256', content, wish.signedBy.privateKey);
  const whole = sequence(content, algorithm, der(TAG.bits, Buffer.of(0), signature));
  const lines = whole.toString('base64').replace(/(.{64})(?!$)/g, '$1\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function nameOf(commonName: string): Buffer {
  return sequence(der(TAG.set, sequence(hex(TAG.oid, OID.commonName), text(TAG.utf8, commonName))));
}

/** `YYMMDDHHMMSSZ`: enough until 2049. */
function utcTime(time: Date): Buffer {
  return text(TAG.time, `${time.toISOString().replace(/\D/g, '').slice(2, 14)}Z`);
}

function extensionsOf(wish: EcCertificate): Buffer[] {
  const isAuthority = wish.use === 'authority';
  const own = isAuthority
    ? [
        extension(
          OID.basicConstraints,
          sequence(hex(TAG.boolean, 'ff'), hex(TAG.integer, '00')),
          'critical',
        ),
        extension(OID.keyUsage, hex(TAG.bits, SIGN_CERTIFICATES), 'critical'),
      ]
    : [
        extension(OID.basicConstraints, sequence()),
        extension(OID.keyUsage, hex(TAG.bits, DIGITAL_SIGNATURE), 'critical'),
        extension(OID.extendedKeyUsage, sequence(hex(TAG.oid, OID.serverAuth))),
        extension(OID.subjectAltName, sequence(...alternativeNames(wish))),
      ];
  const issuerKey = der(CONTEXT.keyIdentifier, keyIdentifier(wish.signedBy.publicKey));
  return [
    ...own,
    extension(OID.subjectKeyIdentifier, der(TAG.octets, keyIdentifier(wish.publicKey))),
    extension(OID.authorityKeyIdentifier, sequence(issuerKey)),
  ];
}

function alternativeNames({ hostNames = [], address }: EcCertificate): Buffer[] {
  return [
    ...hostNames.map((name) => text(CONTEXT.dns, name)),
    ...(address === undefined
      ? []
      : [der(CONTEXT.ip, Buffer.from(address.split('.').map(Number)))]),
  ];
}

function extension(oid: string, value: Buffer, critical?: 'critical'): Buffer {
  const mark = critical === undefined ? [] : [hex(TAG.boolean, 'ff')];
  return sequence(hex(TAG.oid, oid), ...mark, der(TAG.octets, value));
}

/** Any value that is the same for the same key will do (RFC 5280, 4.2.1.2). */
function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}
