/**
 * The world outside of this process, as far as main reaches it: programs, names, connections, pages and the lab. Each
 * stand-in takes down what was tried and refuses it as the system does, so that nothing of a hostile call gets there.
 */
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';

/** One thing that was tried. */
export interface Tried {
  readonly what: 'program' | 'name' | 'connection' | 'page' | 'browser' | 'folder' | 'lab';
  /** The host, program, address or path. */
  readonly where: string;
}

/** Everything that was tried so far. */
export const tried: Tried[] = [];

const note = (what: Tried['what'], where: string): void => void tried.push({ what, where });

function refused(code: string): Error {
  return Object.assign(new Error(`${code}: nothing is reached here`), { code });
}

/** node:child_process without a program. */
export function childProcess<T extends object>(real: T) {
  return {
    ...real,
    execFile: (file: string, ...rest: readonly unknown[]) => {
      note('program', file);
      const told = rest.at(-1);
      if (typeof told === 'function')
        queueMicrotask(() => void Reflect.apply(told, undefined, [refused('ENOENT'), '', '']));
      return new EventEmitter();
    },
    spawn: (file: string) => {
      note('program', file);
      throw refused('ENOENT');
    },
  };
}

/** The search for PowerShells, which finds none. */
export function discovery<T extends object>(real: T) {
  return {
    ...real,
    findPowerShells: () => {
      note('program', 'pwsh');
      return Promise.resolve([]);
    },
  };
}

/** node:dns/promises, for which every name is at an address that nobody has (RFC 5737). */
export function dns<T extends object>(real: T) {
  return {
    ...real,
    lookup: (host: string) => {
      note('name', host);
      return Promise.resolve([{ address: '192.0.2.1', family: 4 }]);
    },
  };
}

/** node:net and node:tls without a way out. */
export function connections<T extends object>(real: T) {
  return {
    ...real,
    connect: ({ host = '' }: { readonly host?: string }) => {
      note('connection', host);
      return failing();
    },
  };
}

/** node:http and node:https without a way out; what listens on this computer is left. */
export function requests<T extends { readonly request: (...words: never[]) => unknown }>(real: T) {
  return {
    ...real,
    request: (...words: readonly [URL | string | { readonly host?: string }, ...unknown[]]) => {
      const [to] = words;
      const url = to instanceof URL ? to : typeof to === 'string' ? new URL(to) : null;
      const host = url?.hostname ?? (to as { readonly host?: string }).host ?? '';
      // Where a sign-in of this process listens.
      if (host === '127.0.0.1') return real.request(...(words as unknown as never[]));
      note('connection', host);
      return failing();
    },
  };
}

/** A connection that ends before it is there. */
function failing(): object {
  const made = Object.assign(new PassThrough(), { setTimeout: () => made });
  setImmediate(() => made.destroy(refused('ECONNREFUSED')));
  return made;
}

/** Electron with a network, a browser and a lab that refuse. */
export function electron<T extends object>(real: T) {
  return {
    ...real,
    session: {
      fromPartition: () => ({
        fetch: (url: string) => {
          note('page', new URL(url).host);
          return Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'));
        },
        setProxy: () => Promise.resolve(),
        resolveProxy: () => Promise.resolve('DIRECT'),
      }),
    },
    shell: {
      openExternal: (address: string) => {
        note('browser', address);
        return Promise.resolve();
      },
      openPath: (path: string) => {
        note('folder', path);
        return Promise.resolve('');
      },
      showItemInFolder: (path: string) => note('folder', path),
    },
    utilityProcess: {
      fork: (file: string) => {
        note('lab', file);
        const child = new EventEmitter();
        setImmediate(() => child.emit('exit', 1));
        return Object.assign(child, { stdout: new PassThrough(), stderr: new PassThrough() });
      },
    },
  };
}
