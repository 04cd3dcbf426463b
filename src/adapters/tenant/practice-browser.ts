import { LAB_SIGN_IN_FORM_ID } from '../../shared/lab';
import type { HttpRequest, HttpSend } from './http';
import { isLoopback, postToLoopback } from './loopback';

const PRACTICE_HOSTS = new Set(['localhost', '127.0.0.1']);
const RESPONSE_FORM = 'response';
const TIMEOUT_MS = 15_000;

/** A form as the lab writes it. */
interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A browser for the practice lab's sign-in: fetches the page, submits its form as given, and hands the answer to the
 * application. It goes to this computer only, so it can never sign in anywhere real.
 */
export function createPracticeBrowser(http: HttpSend): (authorizeUrl: string) => Promise<void> {
  return async (authorizeUrl) => {
    const page = await load(http, authorizeUrl);
    // An authorization error is answered without asking.
    const answered = findForm(page, RESPONSE_FORM, authorizeUrl);
    const response = answered ?? (await submit(http, page, authorizeUrl, {}));
    if (!isLoopback(response.action)) throw new Error('the answer is not for this computer');
    await postToLoopback(response.action, response.fields);
  };
}

/** Enters a device code on the practice lab's page. */
export async function enterPracticeCode(
  http: HttpSend,
  verificationUri: string,
  userCode: string,
): Promise<void> {
  const form = findForm(await load(http, verificationUri), LAB_SIGN_IN_FORM_ID, verificationUri);
  if (form === undefined) throw new Error('the page has no form for a code');
  await load(http, form.action, { ...form.fields, user_code: userCode });
}

async function submit(
  http: HttpSend,
  page: string,
  address: string,
  more: Readonly<Record<string, string>>,
): Promise<Form> {
  const form = findForm(page, LAB_SIGN_IN_FORM_ID, address);
  if (form === undefined) throw new Error('the page has no sign-in form');
  const next = await load(http, form.action, { ...form.fields, ...more });
  const response = findForm(next, RESPONSE_FORM, form.action);
  if (response === undefined) throw new Error('the sign-in gave no answer');
  return response;
}

/** Fetches a page, or posts a form and returns the page that answers it. */
async function load(
  http: HttpSend,
  address: string,
  fields?: Readonly<Record<string, string>>,
): Promise<string> {
  const url = new URL(address);
  if (url.protocol !== 'https:' || !PRACTICE_HOSTS.has(url.hostname)) {
    throw new Error('the practice browser opens pages of this computer only');
  }
  const common = { url: url.href, timeoutMs: TIMEOUT_MS };
  const request: HttpRequest =
    fields === undefined
      ? { ...common, method: 'GET', headers: { accept: 'text/html' } }
      : {
          ...common,
          method: 'POST',
          headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(fields).toString(),
        };
  const answer = await http(request);
  if (answer.kind === 'no-answer') throw new Error(`the page did not open: ${answer.detail}`);
  if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`);
  return answer.body;
}

/** Finds a form by id. The lab's pages are small and well-formed; this is no HTML parser for anything else. */
function findForm(page: string, id: string, base: string): Form | undefined {
  for (const [, attributes = '', content = ''] of page.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)) {
    if (attribute(attributes, 'id') !== id) continue;
    const inputs = [...content.matchAll(/<input\b([^>]*)>/g)].map(([, text = '']) => text);
    const fields = new Map(
      inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')]),
    );
    fields.delete('');
    return {
      action: new URL(attribute(attributes, 'action'), base).href,
      fields: Object.fromEntries(fields),
    };
  }
  return undefined;
}

function attribute(text: string, name: string): string {
  const [, value = ''] = new RegExp(`\\b${name}="([^"]*)"`).exec(text) ?? [];
  return value.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
