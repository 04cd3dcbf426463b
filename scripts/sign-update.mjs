/**
 * Makes the signed word of an update feed from a folder of packages: `crossprem-update.json` and its signature beside
 * them. The private key comes from the environment alone, so that it stands in no list of processes and in no file here.
 */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMain, say } from './setup/common.mjs';

const NAME = 'crossprem-update.json';
const USUAL_DAYS = 90;
const DAY_MS = 86_400_000;
/** What a package is for, by the end of its name. */
const PLATFORMS = [
  { platform: 'win32', ends: ['.exe', '.msi'] },
  { platform: 'darwin', ends: ['.dmg'] },
  { platform: 'linux', ends: ['.tar.gz', '.AppImage', '.deb', '.rpm'] },
];

/** @param {string} folder */
function packagesIn(folder) {
  /** @type {{name: string, platform: string, arch: string, size: number, sha256: string}[]} */
  const files = [];
  for (const name of readdirSync(folder).sort()) {
    const found = PLATFORMS.find(({ ends }) => ends.some((end) => name.endsWith(end)));
    if (found === undefined) continue;
    const bytes = readFileSync(join(folder, name));
    files.push({
      name,
      platform: found.platform,
      arch: /arm64|aarch64/.test(name) ? 'arm64' : 'x64',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  }
  return files;
}

/**
 * The manifest and its signature.
 * @param {{folder: string, version: string, days: number, privateKey: string, now: Date}} input
 */
export function signedUpdate({ folder, version, days, privateKey, now }) {
  const key = createPrivateKey(privateKey);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the private key is no Ed25519 key');
  const files = packagesIn(folder);
  if (files.length === 0) throw new Error(`no packages in ${folder}`);
  const expires = new Date(now.getTime() + days * DAY_MS).toISOString();
  const manifest = { format: 1, product: 'crossprem', version, expires, files };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const publicBytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    text,
    signature: `${sign(null, Buffer.from(text, 'utf8'), key).toString('base64')}\n`,
    publicKey: publicBytes.toString('base64'),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await runMain(async () => {
    const [folder, version, option, number] = process.argv.slice(2);
    const privateKey = process.env['CROSSPREM_UPDATE_PRIVATE_KEY'];
    const days = option === '--days' ? Number(number) : USUAL_DAYS;
    if (folder === undefined || version === undefined || !(days > 0) || !privateKey) {
      say('CROSSPREM_UPDATE_PRIVATE_KEY=… node scripts/sign-update.mjs FOLDER VERSION [--days N]');
      return 64;
    }
    const made = signedUpdate({ folder, version, days, privateKey, now: new Date() });
    writeFileSync(join(folder, NAME), made.text);
    writeFileSync(join(folder, `${NAME}.sig`), made.signature);
    say(`wrote ${NAME} and its signature; public key: ${made.publicKey}`);
    return 0;
  });
