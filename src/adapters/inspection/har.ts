/** Exchanges of an HTTP archive (HAR 1.2) of any size, as they pass by. */
import type { Exchange, Header } from '../../core/inspection/exchange';
import {
  ANSWER_HEADERS,
  LONGEST_PART,
  REQUEST_HEADERS,
  isTokenAddress,
} from '../../core/inspection/exchange';
import type { JsonListener } from './json-scanner';
import { JsonFault, JsonScanner } from './json-scanner';

/** What became of the archive. */
export interface HarEnd {
  /** True where it has the list of an archive. */
  readonly isArchive: boolean;
  readonly damaged: boolean;
}

const REQUEST: readonly string[] = REQUEST_HEADERS;
const ANSWER: readonly string[] = ANSWER_HEADERS;
const MOST_HEADERS = 200;
const LONGEST_ADDRESS = 8_192;

/** Objects and lists of an archive that lead to a hand-shake; `elsewhere` is everything else. */
type Place =
  | 'archive'
  | 'log'
  | 'entries'
  | 'entry'
  | 'request'
  | 'response'
  | 'request-headers'
  | 'response-headers'
  | 'request-header'
  | 'response-header'
  | 'post-data'
  | 'content'
  | 'elsewhere';

/** What an object's member of this name is. */
const MEMBERS: Readonly<Partial<Record<Place, Readonly<Record<string, Place>>>>> = {
  archive: { log: 'log' },
  log: { entries: 'entries' },
  entry: { request: 'request', response: 'response' },
  request: { headers: 'request-headers', postData: 'post-data' },
  response: { headers: 'response-headers', content: 'content' },
};
/** What the objects in a list are. */
const ITEMS: Readonly<Partial<Record<Place, Place>>> = {
  entries: 'entry',
  'request-headers': 'request-header',
  'response-headers': 'response-header',
};

interface Entry {
  at: string | null;
  method: string;
  url: string;
  status: number | null;
  readonly request: Header[];
  readonly answer: Header[];
  requestBody: string;
  answerBody: string;
  isBase64: boolean;
}

/** Reads an archive. Never rejects for what is in it; a broken one gives what came before the break. */
export async function readHar(
  pieces: AsyncIterable<Uint8Array>,
  take: (exchange: Exchange) => void,
): Promise<HarEnd> {
  const listener = new HarListener(take);
  const scanner = new JsonScanner(listener);
  try {
    for await (const piece of pieces) scanner.take(piece);
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown;
    return { isArchive: listener.isArchive, damaged: true };
  }
  return { isArchive: listener.isArchive, damaged: !scanner.isComplete };
}

class HarListener implements JsonListener {
  isArchive = false;
  private count = 0;
  private readonly places: Place[] = [];
  private here: Place = 'elsewhere';
  private member = '';
  private entry: Entry | null = null;
  private headerName = '';
  private headerValue = '';

  constructor(private readonly take: (exchange: Exchange) => void) {}

  name(text: string): void {
    this.member = text;
  }

  begin(isList: boolean): void {
    const place = this.entered(isList);
    this.places.push(this.here);
    this.here = place;
    this.member = '';
    if (place === 'entries') this.isArchive = true;
    if (place === 'entry') this.entry = newEntry();
    if (place === 'request-header' || place === 'response-header') {
      this.headerName = '';
      this.headerValue = '';
    }
  }

  private entered(isList: boolean): Place {
    if (this.places.length === 0) return isList ? 'elsewhere' : 'archive';
    const item = ITEMS[this.here];
    if (item !== undefined) return isList ? 'elsewhere' : item;
    const members = MEMBERS[this.here];
    if (members === undefined || !Object.hasOwn(members, this.member)) return 'elsewhere';
    const place = members[this.member] ?? 'elsewhere';
    return isList === (ITEMS[place] !== undefined) ? place : 'elsewhere';
  }

  end(): void {
    const { here, entry } = this;
    this.here = this.places.pop() ?? 'elsewhere';
    this.member = '';
    if (entry === null) return;
    if (here === 'request-header') this.keepHeader(entry.request, REQUEST);
    else if (here === 'response-header') this.keepHeader(entry.answer, ANSWER);
    else if (here === 'entry') this.finish(entry);
  }

  private keepHeader(headers: Header[], names: readonly string[]): void {
    const name = this.headerName.toLowerCase();
    if (names.includes(name) && headers.length < MOST_HEADERS)
      headers.push([name, this.headerValue]);
  }

  private finish(entry: Entry): void {
    this.entry = null;
    this.count += 1;
    const { isBase64, answerBody, ...rest } = entry;
    this.take({
      number: this.count,
      ...rest,
      answerBody: isBase64 ? Buffer.from(answerBody, 'base64').toString('utf8') : answerBody,
    });
  }

  wanted(): number {
    const { entry, member } = this;
    if (entry === null) return 0;
    switch (this.here) {
      case 'entry':
        return member === 'startedDateTime' ? LONGEST_ADDRESS : 0;
      case 'request':
        return member === 'url' || member === 'method' ? LONGEST_ADDRESS : 0;
      case 'request-header':
      case 'response-header':
        return this.headerPartWanted();
      case 'post-data':
      case 'content':
        if (member === 'encoding') return LONGEST_ADDRESS;
        // The address comes before both in every known writer; where it does not, nothing is lost but time.
        return member === 'text' && (entry.url === '' || isTokenAddress(entry.url))
          ? LONGEST_PART
          : 0;
      default:
        return 0;
    }
  }

  private headerPartWanted(): number {
    if (this.member === 'name') return LONGEST_ADDRESS;
    if (this.member !== 'value') return 0;
    const name = this.headerName.toLowerCase();
    const isWanted = name === '' || REQUEST.includes(name) || ANSWER.includes(name);
    return isWanted ? LONGEST_PART : 0;
  }

  text(value: string): void {
    const { entry, member } = this;
    if (entry === null) return;
    switch (this.here) {
      case 'entry':
        entry.at = isoTime(value);
        break;
      case 'request':
        if (member === 'url') entry.url = value;
        else entry.method = value.toUpperCase().slice(0, 20);
        break;
      case 'request-header':
      case 'response-header':
        if (member === 'name') this.headerName = value;
        else this.headerValue = value;
        break;
      case 'post-data':
        if (member === 'text') entry.requestBody = value;
        break;
      case 'content':
        if (member === 'text') entry.answerBody = value;
        else entry.isBase64 = value === 'base64';
        break;
      default:
    }
  }

  word(value: string): void {
    if (this.entry !== null && this.here === 'response' && this.member === 'status')
      this.entry.status = /^\d{1,3}$/.test(value) ? Number(value) : null;
  }
}

function newEntry(): Entry {
  return {
    at: null,
    method: 'GET',
    url: '',
    status: null,
    request: [],
    answer: [],
    requestBody: '',
    answerBody: '',
    isBase64: false,
  };
}

/** ISO 8601 in UTC; null where it is no time. */
export function isoTime(text: string): string | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
