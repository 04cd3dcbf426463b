import { randomBytes } from 'node:crypto';
import { LAB_SIGN_IN_FORM_ID } from '../../shared/lab';
import type { WebAnswer } from './web';
import { html } from './web';

const STYLE = [
  'body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:12vh auto;padding:0 1rem}',
  'mark{padding:.1rem .5rem;border-radius:4px}',
  'button{font:inherit;padding:.4rem 1.2rem;min-height:36px}',
  'input{font:inherit;padding:.3rem;letter-spacing:.1em;text-transform:uppercase}',
].join('');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML content and quoted attributes. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function hidden(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('');
}

/** A page of the authority; `formTargets` are the origins its form may be posted to. */
function page(status: number, content: string, formTargets: string, script = ''): WebAnswer {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script === '' ? [] : [`script-src 'nonce-${nonce}'`]),
    `form-action ${formTargets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const body = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><title>Practice sign-in</title>',
    `<style nonce="${nonce}">${STYLE}</style></head><body><main>`,
    '<p><mark>Practice</mark> This page belongs to the practice lab on this computer.</p>',
    content,
    '</main>',
    script === '' ? '' : `<script nonce="${nonce}">${script}</script>`,
    '</body></html>',
  ].join('');
  return html(status, body, policy);
}

/** The page that asks for consent to sign in with the account shown. */
export function signInPage(
  action: string,
  transaction: string,
  account: { readonly userPrincipalName: string; readonly displayName: string },
  redirectOrigin: string,
): WebAnswer {
  const content = [
    '<h1>Sign in</h1>',
    `<p>${escape(account.displayName)}<br>${escape(account.userPrincipalName)}</p>`,
    `<form id="${LAB_SIGN_IN_FORM_ID}" method="post" action="${escape(action)}">`,
    hidden({ transaction, account: account.userPrincipalName }),
    '<button type="submit">Continue</button></form>',
  ].join('');
  // The answer to this form is itself a form for the redirect URI, and browsers apply form-action to both.
  return page(200, content, `'self' ${redirectOrigin}`);
}

/** The page that hands the result to the application (OAuth 2.0 Form Post Response Mode). */
export function formPostPage(
  redirectUri: string,
  fields: Readonly<Record<string, string>>,
): WebAnswer {
  const content = [
    '<h1>Back to the application</h1>',
    `<form id="response" method="post" action="${escape(redirectUri)}">`,
    hidden(fields),
    '<noscript><button type="submit">Continue</button></noscript></form>',
  ].join('');
  const origin = new URL(redirectUri).origin;
  return page(200, content, origin, "document.getElementById('response').submit()");
}

/** The page where a device code is entered. */
export function deviceCodePage(action: string, note: string): WebAnswer {
  const content = [
    '<h1>Enter the code</h1>',
    note === '' ? '' : `<p role="status">${escape(note)}</p>`,
    `<form id="${LAB_SIGN_IN_FORM_ID}" method="post" action="${escape(action)}">`,
    '<label>Code <input name="user_code" autocomplete="off" required></label> ',
    '<button type="submit">Continue</button></form>',
  ].join('');
  return page(200, content, "'self'");
}

/** A page that ends here. */
export function noticePage(status: number, title: string, text: string): WebAnswer {
  return page(status, `<h1>${escape(title)}</h1><p>${escape(text)}</p>`, "'none'");
}
