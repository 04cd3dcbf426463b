/** The forms in which a secret may lie around, and where one was found. A place is told, a secret never. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret to look for. */
export interface Planted {
  readonly name: string;
  readonly value: string;
}

interface Form {
  readonly label: string;
  readonly bytes: Buffer;
}

/** Bytes of a secret as files, environments and logs may hold them. */
function formsOf({ name, value }: Planted): Form[] {
  const utf8 = Buffer.from(value, 'utf8');
  const utf16 = Buffer.from(value, 'utf16le');
  const texts = [
    ['as it is', value],
    ['in JSON', JSON.stringify(value).slice(1, -1)],
    ['in an address', encodeURIComponent(value)],
    ['in hex', utf8.toString('hex')],
    ...base64Of(utf8, 'base64'),
    ...base64Of(utf16, 'base64 of UTF-16'),
  ] as const;
  return texts.flatMap(([label, text]) => [
    { label: `${name}, ${label}`, bytes: Buffer.from(text, 'utf8') },
    { label: `${name}, ${label}, UTF-16`, bytes: Buffer.from(text, 'utf16le') },
    { label: `${name}, ${label}, UTF-16 BE`, bytes: Buffer.from(text, 'utf16le').swap16() },
  ]);
}

/** What base64 of any text around the bytes has in common, at each of the three places in a group of three. */
function base64Of(bytes: Buffer, label: string): [string, string][] {
  return [0, 1, 2].flatMap((shift): [string, string][] => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    const text = whole.toString('base64').replace(/=+$/, '');
    const kept = text.slice(Math.ceil((shift * 4) / 3), Math.floor((whole.length * 8) / 6));
    const inUrls = kept.replaceAll('+', '-').replaceAll('/', '_');
    return [
      [`${label} (${shift})`, kept],
      [`${label} for addresses (${shift})`, inUrls],
    ];
  });
}

/** Looks for planted secrets. */
export class SecretSearch {
  private readonly forms = new Map<string, Form[]>();
  /** `place: secret and form`, once each. */
  readonly found = new Set<string>();

  /** Adds a secret to look for. */
  plant(secret: Planted): void {
    if (secret.value.length < 16) throw new Error(`${secret.name} is too short to be told apart`);
    this.forms.set(secret.value, formsOf(secret));
  }

  /** Names of what is looked for. */
  get names(): string[] {
    return [...this.forms.values()].map(([first]) => first?.label.split(',')[0] ?? '');
  }

  /** Looks into bytes that were seen at a place. */
  look(place: string, bytes: Buffer): void {
    for (const forms of this.forms.values())
      for (const form of forms)
        if (bytes.includes(form.bytes)) this.found.add(`${place}: ${form.label}`);
  }

  /** Looks into every file of a folder, and into their names. Returns how many there are. */
  async lookThrough(folder: string): Promise<number> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      this.look(`name of ${path}`, Buffer.from(path));
      if (entry.isFile()) this.look(path, await readFile(path));
    }
    return entries.filter((entry) => entry.isFile()).length;
  }
}
