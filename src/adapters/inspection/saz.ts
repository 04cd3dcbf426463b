/** Exchanges of a Fiddler archive (.saz): a zip of `raw/<n>_c.txt`, `raw/<n>_s.txt` and `raw/<n>_m.xml`. */
import { setImmediate } from 'node:timers/promises';
import type { Exchange, Header } from '../../core/inspection/exchange';
import {
  ANSWER_HEADERS,
  LONGEST_PART,
  REQUEST_HEADERS,
  isTokenAddress,
} from '../../core/inspection/exchange';
import { absolute } from '../../core/inspection/text-trace';
import { PACKING_HEADERS, bodyText } from './body';
import { isoTime } from './har';
import type { Source } from './source';
import type { ZipMember } from './zip-reader';
import { ZipFault, zipContent, zipMembers } from './zip-reader';

/** What became of the archive. */
export interface SazEnd {
  readonly damaged: boolean;
  readonly limited: boolean;
  readonly encrypted: boolean;
}

const SESSION = /^raw[/\\](\d{1,9})_([csm])\.(?:txt|xml)$/i;
const MOST_SESSIONS = 100_000;
/** Sessions read between two pauses: a source in memory never waits by itself. */
const BATCH = 50;
/** Unpacked bytes of one part that are looked at: headers, and the body of a token request. */
const MOST_OF_PART = 262_144;
/** Unpacked bytes of the whole archive that are looked at. */
const MOST_OF_ALL = 4 * 2 ** 30;
const FIRST_LINE = /^([A-Z]{1,20})\s+(\S{1,8000})\s+HTTP\//;
const STATUS_LINE = /^HTTP\/\S{1,4}\s+(\d{3})/;
const STARTED = /\bClientBeginRequest="([^"]{1,60})"/;
const REQUEST: readonly string[] = REQUEST_HEADERS;
const ANSWER: readonly string[] = ANSWER_HEADERS;
const PACKING: readonly string[] = PACKING_HEADERS;
/** One byte a character: what is not text stays countable and harmless. */
const LATIN = new TextDecoder('latin1');
const UTF8 = new TextDecoder('utf-8');

type Part = 'c' | 's' | 'm';
type Session = Partial<Record<Part, ZipMember>>;

/** Reads an archive. Throws ZipFault where it cannot be read at all. */
export async function readSaz(source: Source, take: (exchange: Exchange) => void): Promise<SazEnd> {
  const sessions = sessionsOf(await zipMembers(source));
  const end = { damaged: false, limited: sessions.length > MOST_SESSIONS, encrypted: false };
  let unpacked = 0;
  let count = 0;
  const read = async (member: ZipMember | undefined): Promise<Uint8Array> => {
    if (member === undefined || unpacked >= MOST_OF_ALL) {
      end.limited ||= unpacked >= MOST_OF_ALL;
      return new Uint8Array(0);
    }
    try {
      const bytes = await zipContent(source, member, MOST_OF_PART);
      unpacked += bytes.length;
      return bytes;
    } catch (thrown) {
      if (!(thrown instanceof ZipFault)) throw thrown;
      end.encrypted ||= thrown.kind === 'encrypted';
      end.damaged = true;
      return new Uint8Array(0);
    }
  };
  for (const [number, session] of sessions.slice(0, MOST_SESSIONS)) {
    count += 1;
    if (count % BATCH === 0) await setImmediate();
    const exchange = await exchangeOf(number, session, read);
    if (end.encrypted) throw new ZipFault('encrypted');
    if (exchange !== undefined) take(exchange);
  }
  return end;
}

function sessionsOf(members: readonly ZipMember[]): readonly (readonly [number, Session])[] {
  const sessions = new Map<number, Session>();
  for (const member of members) {
    const [, number, part] = SESSION.exec(member.name) ?? [];
    if (number === undefined) continue;
    const session = sessions.get(Number(number)) ?? {};
    session[(part ?? '').toLowerCase() as Part] ??= member;
    sessions.set(Number(number), session);
  }
  return [...sessions].sort(([left], [right]) => left - right);
}

async function exchangeOf(
  number: number,
  session: Session,
  read: (member: ZipMember | undefined) => Promise<Uint8Array>,
): Promise<Exchange | undefined> {
  const request = rawMessage(await read(session.c), REQUEST);
  const first = FIRST_LINE.exec(request.first);
  // Tunnels carry what is recorded in sessions of their own.
  if (first === null || first[1] === 'CONNECT') return undefined;
  const answer = rawMessage(await read(session.s), ANSWER);
  const status = STATUS_LINE.exec(answer.first)?.[1];
  const url = absolute(first[2] ?? '', request.headers);
  const isToken = isTokenAddress(url);
  const started = STARTED.exec(
    UTF8.decode(await read(isRelevant(status, request) ? session.m : undefined)),
  );
  return {
    number,
    at: started === null ? null : isoTime(started[1] ?? ''),
    method: first[1] ?? '',
    url,
    status: status === undefined ? null : Number(status),
    request: request.headers,
    answer: answer.headers,
    requestBody: isToken ? request.body() : '',
    answerBody: isToken ? answer.body() : '',
  };
}

/** The time is in a third file, which is read only where it will be shown. */
function isRelevant(status: string | undefined, { headers }: RawMessage): boolean {
  return status === '401' || status === '403' || headers.some(([name]) => name === 'authorization');
}

interface RawMessage {
  readonly first: string;
  readonly headers: readonly Header[];
  readonly body: () => string;
}

/** A message as it went over the line; only headers with these names are kept. */
function rawMessage(bytes: Uint8Array, names: readonly string[]): RawMessage {
  const text = LATIN.decode(bytes);
  const end = text.search(/\r?\n\r?\n/);
  const head = (end === -1 ? text : text.slice(0, end)).slice(0, LONGEST_PART);
  const [first = '', ...lines] = head.split(/\r?\n/);
  const headers = lines.flatMap((line): Header[] => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    return names.includes(name) || PACKING.includes(name)
      ? [[name, line.slice(colon + 1).trim()]]
      : [];
  });
  const start = end === -1 ? text.length : end + (text.startsWith('\r\n', end) ? 4 : 2);
  return {
    first,
    headers,
    body: () => bodyText(bytes.subarray(start), headers),
  };
}
