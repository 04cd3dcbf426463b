/**
 * Reads text as people have it: a token, headers out of a browser or a proxy, whole messages, a log with any of these
 * in it, the trace lines of Test-OAuthConnectivity. Line by line, so that a log may be of any size.
 */
import type { Exchange, Header } from './exchange';
import { ANSWER_HEADERS, REQUEST_HEADERS, LONGEST_PART } from './exchange';
import { tokensIn } from './redaction';
import { LONGEST_TOKEN } from './token';

/** Takes what is found. */
export interface TextTraceTarget {
  exchange(exchange: Exchange): void;
  token(text: string): void;
}

const REQUEST_LINE =
  /^[\s>*]{0,8}(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(\S{1,8000})(?:\s+HTTP\/[\d.]{1,3})?\s*$/;
const STATUS_LINE = /^[\s<*]{0,8}HTTP\/[\d.]{1,3}\s+(\d{3})(?:\s|$)/;
const HEADER_LINE = /^[\s<>*]{0,8}([A-Za-z][\w-]{0,40})\s*:\s*(\S.*)$/;
/** Of Test-OAuthConnectivity's detail, see lab-truth of the challenge line. */
const TEST_CHALLENGE = /challenge from '(\S{1,2000})' received: (Bearer\b.*)$/i;
/** A line that could be a part of a token: consoles break long ones. */
const WORD = /^\s*["']?(?:Bearer\s+)?([\w.-]+)["']?\s*$/i;
const REQUEST: readonly string[] = REQUEST_HEADERS;
const ANSWER: readonly string[] = ANSWER_HEADERS;
const MOST_HEADERS = 60;

interface Draft {
  method: string;
  url: string;
  status: number | null;
  readonly request: Header[];
  readonly answer: Header[];
  requestBody: string;
  answerBody: string;
  phase: 'request' | 'answer';
}

/** Takes lines; `end` gives out what is left. */
export class TextTrace {
  private draft: Draft | null = null;
  private count = 0;
  /** The lines so far, as long as each could be a part of one token; null when one could not. */
  private words: string[] | null = [];
  private length = 0;

  constructor(private readonly target: TextTraceTarget) {}

  /** Takes one line, without its end. */
  line(line: string): void {
    if (line.trim() === '' || this.takeWord(line)) return;
    const head = line.slice(0, LONGEST_PART);
    if (this.takeStart(head) || this.takeTestChallenge(head) || this.takeHeader(head)) return;
    this.takeBody(head);
    this.takeTokens(line);
  }

  /** The text is over. */
  end(): void {
    this.flush();
    const { words } = this;
    this.words = null;
    if (words === null || words.length === 0) return;
    const joined = words.join('');
    const isWhole = words.length === 1 || joined.split('.').length === 3;
    // What was given alone was meant as a token, whatever it is.
    if (isWhole) this.target.token(joined);
    else for (const word of words) this.takeTokens(word);
  }

  private takeWord(line: string): boolean {
    const { words } = this;
    if (words === null) return false;
    const word = line.length > LONGEST_TOKEN ? null : WORD.exec(line);
    this.length += line.length;
    if (word !== null && this.length <= 2 * LONGEST_TOKEN) {
      words.push(word[1] ?? '');
      return true;
    }
    this.words = null;
    for (const before of words) this.takeTokens(before);
    return false;
  }

  private takeTokens(line: string): void {
    for (const token of tokensIn(line)) if (token.length <= LONGEST_TOKEN) this.target.token(token);
  }

  private takeStart(line: string): boolean {
    const request = REQUEST_LINE.exec(line);
    if (request !== null) {
      this.flush();
      this.draft = newDraft(request[1] ?? '', request[2] ?? '');
      return true;
    }
    const status = STATUS_LINE.exec(line);
    if (status === null) return false;
    if (this.draft !== null && this.draft.status !== null) this.flush();
    this.draft ??= newDraft('GET', '');
    this.draft.status = Number(status[1]);
    this.draft.phase = 'answer';
    return true;
  }

  private takeTestChallenge(line: string): boolean {
    const found = TEST_CHALLENGE.exec(line);
    if (found === null) return false;
    this.flush();
    const draft = newDraft('GET', found[1] ?? '');
    draft.answer.push(['www-authenticate', found[2] ?? '']);
    this.draft = draft;
    this.flush();
    return true;
  }

  private takeHeader(line: string): boolean {
    const found = HEADER_LINE.exec(line);
    const name = found?.[1]?.toLowerCase() ?? '';
    const value = found?.[2]?.trim() ?? '';
    const isRequest = REQUEST.includes(name);
    if (!isRequest && !ANSWER.includes(name)) return false;
    // A new request without its first line: headers copied one message after the other.
    if (isRequest && this.draft?.phase === 'answer' && name === 'authorization') this.flush();
    this.draft ??= newDraft('GET', '');
    const headers = isRequest ? this.draft.request : this.draft.answer;
    if (headers.length < MOST_HEADERS) headers.push([name, value]);
    if (!isRequest) this.draft.phase = 'answer';
    return true;
  }

  private takeBody(line: string): void {
    const { draft } = this;
    if (draft === null) return;
    if (draft.phase === 'request' && draft.requestBody === '' && line.includes('grant_type='))
      draft.requestBody = line.trim();
    if (draft.phase === 'answer' && draft.answerBody === '' && /^\s*\{"/.test(line))
      draft.answerBody = line.trim();
  }

  private flush(): void {
    const { draft } = this;
    this.draft = null;
    if (draft === null) return;
    this.count += 1;
    const { method, request, answer, requestBody, answerBody } = draft;
    const alone = answer.length === 0 && draft.status === null && draft.url === '';
    const token = alone ? request.find(([name]) => name === 'authorization')?.[1] : undefined;
    if (token !== undefined && /^Bearer\s/i.test(token)) {
      // A header by itself tells of no call.
      this.target.token(token.replace(/^Bearer\s+/i, ''));
      return;
    }
    const isChallenge = answer.some(([name]) => name === 'www-authenticate');
    this.target.exchange({
      number: this.count,
      at: null,
      method,
      url: absolute(draft.url, request),
      // Only a refusal challenges.
      status: draft.status ?? (isChallenge ? 401 : null),
      request,
      answer,
      requestBody,
      answerBody,
    });
  }
}

function newDraft(method: string, url: string): Draft {
  return {
    method,
    url,
    status: null,
    request: [],
    answer: [],
    requestBody: '',
    answerBody: '',
    phase: 'request',
  };
}

/** A raw request names its host in a header. */
export function absolute(url: string, request: readonly Header[]): string {
  const host = request.find(([name]) => name === 'host')?.[1] ?? '';
  return url.startsWith('/') && host !== '' ? `https://${host}${url}` : url;
}
