/** What the browser shows when the sign-in is over, in the person's language. */
export interface SignInTexts {
  readonly language: string;
  readonly done: string;
  readonly failed: string;
}

const ENGLISH: SignInTexts = {
  language: 'en',
  done: 'You are signed in. Close this tab and go back to Crossprem.',
  failed: 'The sign-in did not succeed. Close this tab and go back to Crossprem.',
};

/** HTML of the two pages that MSAL's loopback listener can show. */
export function endPages(texts: SignInTexts = ENGLISH): {
  readonly done: string;
  readonly failed: string;
} {
  return { done: page(texts.language, texts.done), failed: page(texts.language, texts.failed) };
}

function page(language: string, text: string): string {
  return [
    `<!doctype html><html lang="${escape(language)}"><head><meta charset="utf-8">`,
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
    `<title>Crossprem</title></head><body><p>${escape(text)}</p></body></html>`,
  ].join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
